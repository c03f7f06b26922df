x = 1
if(x): y = 2
if"x": y = 3
if[x]: y = 4
if-x: y = 5
