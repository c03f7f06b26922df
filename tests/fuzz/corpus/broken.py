x = (1 +
  2
if [*a for a in b]: c
	print d
