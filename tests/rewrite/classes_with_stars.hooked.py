«prologue»;dbg();bases, keywords, none = (int,), {"metaclass": type}, ()
class A(*dbg() or bases):
    global dbg;dbg();pass
class B(**dbg() or keywords):
    global dbg;dbg();pass
class C(*dbg() or bases, **keywords):
    global dbg;dbg();pass
class D(*dbg() or(())):
    global dbg;dbg();pass
class E(*dbg() or((bases))):
    global dbg;dbg();pass
class F(*dbg() or none or bases):
    global dbg;dbg();pass
class G(*dbg() or(bases if bases else none)):
    global dbg;dbg();pass
class H(*dbg() or () ):
    dbg();pass
