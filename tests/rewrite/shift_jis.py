# coding: shift_jis
x = "表"
if x: y = 1  # 表
