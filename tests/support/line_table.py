"""What `pyinstr lines --json` says of a file, in the words the checks ask for."""

import json
import subprocess


class LineTable:
    """One file's hooks and slides."""

    def __init__(self, said: dict):
        self.path: str = said["file"]
        self.outcome: str = said["outcome"]
        self.sites: list[dict] = said["sites"]
        # Every (function, line) with a hook.
        self.places = {(site["function"], site["line"]) for site in self.sites}
        self.slides: dict[int, dict] = {slide["line"]: slide for slide in said["slides"]}
        refusal = said.get("refusal") or {}
        self.message: str = refusal.get("message", "")
        self.refused_line: int = refusal.get("line", 0)

    def targets(self, line: int) -> list[str]:
        """The functions of the sites that a breakpoint on this line arms."""
        if line in self.slides:
            return [self.sites[number]["function"] for number in self.slides[line]["sites"]]
        return [site["function"] for site in self.sites if site["line"] == line]


def ask(command: str, paths: list, **keywords) -> list[LineTable]:
    """The tables of some files. Refused files give a status of 1, which is no failure here."""
    run = subprocess.run(
        [command, "lines", "--json", *paths], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, **keywords,
    )
    if run.returncode not in (0, 1):
        raise RuntimeError(f"`pyinstr lines` ended with {run.returncode} on {paths}")
    return [LineTable(said) for said in json.loads(run.stdout)["files"]]
