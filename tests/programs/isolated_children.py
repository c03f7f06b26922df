"""Children that see neither the environment nor site-packages."""

import subprocess
import sys

if len(sys.argv) > 1:
    for number in range(2):
        print("child", number, sys.argv[1])
    raise SystemExit(3)

for option in "-I", "-S", "-E", "-IS", "-O", "-OO", "-B":
    sys.stdout.flush()
    done = subprocess.run([sys.executable, option, __file__, option])
    print(option, done.returncode)
