from os.path import *
x = 1
