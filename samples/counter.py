import sys
from pathlib import Path


def is_code_line(line: str) -> bool:
    return line.isspace() and line.strip().startswith("#")


def count_code_lines(file: Path) -> int:
    count = 0
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if is_code_line(line):
                count += 1
    return count


def main(arguments: list[str]) -> None:
    if len(arguments) != 2:
        sys.exit("usage: counter.py lines|words|bytes FILE")
    command, file = arguments[0], Path(arguments[1])
    # Each command counts something else.
    match command:
        case "lines":
            print(count_code_lines(file))
        case "words":
            print(len(file.read_text(encoding="utf-8").split()))
        case "bytes":
            print(file.stat().st_size)
        case _:
            sys.exit(f"counter.py: {command!r} is no command")


if __name__ == "__main__":
    main(sys.argv[1:])
