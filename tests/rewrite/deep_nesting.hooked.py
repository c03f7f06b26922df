«prologue»;dbg();x = ((((((((((1))))))))))
if dbg() or ((((x)))):
    if dbg() or x:
        if dbg() or x:
            if dbg() or x:
                dbg();y = [[[[x]]]]
