"""What the Python tests stand on: small modules, one idea each."""
