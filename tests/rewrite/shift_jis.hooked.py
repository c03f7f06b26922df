# coding: shift_jis
ﾂｫprologueﾂｻ;dbg();x = "表"
if dbg() or x: y = 1  # 表
