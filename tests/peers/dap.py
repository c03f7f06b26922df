"""A client of the Debug Adapter Protocol, as small as the tests need it."""

import json
import queue
import subprocess
import threading

PATIENCE = 60  # seconds for one answer


class Session:
    """Speaks to an adapter's process over its stdin and stdout."""

    def __init__(self, command, **keywords):
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **keywords,
        )
        self.messages: queue.Queue = queue.Queue()
        self.kept: list[dict] = []
        self.number = 0
        threading.Thread(target=self._receive, daemon=True).start()

    def _receive(self) -> None:
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1])
            stream.readline()
            self.messages.put(json.loads(stream.read(length)))
        self.messages.put({"type": "event", "event": "closed"})

    def send(self, command: str, **arguments) -> int:
        """Asks for something; the number to wait for."""
        self.number += 1
        request = {"type": "request", "command": command, "arguments": arguments}
        body = json.dumps({"seq": self.number, **request}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()
        return self.number

    def _await(self, wanted) -> dict:
        for message in self.kept:
            if wanted(message):
                self.kept.remove(message)
                return message
        while not wanted(message := self.messages.get(timeout=PATIENCE)):
            self.kept.append(message)
        return message

    def answer(self, number: int) -> dict:
        """The body of the response to a request."""
        message = self._await(lambda one: one.get("request_seq") == number)
        assert message["success"], message
        return message.get("body", {})

    def ask(self, command: str, **arguments) -> dict:
        return self.answer(self.send(command, **arguments))

    def event(self, *names: str) -> dict:
        """The first event of one of these names, with its body."""
        return self._await(lambda one: one.get("event") in names)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
