"""A browser without a window, for tests of pages.

Chromium is driven over a pair of pipes by its debugging protocol: messages are
JSON and end in a zero byte, see https://chromedevtools.github.io/devtools-protocol.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time


class Browser:
    def __init__(self, width=1400, height=1000, dark=False):
        self.profile = tempfile.mkdtemp()
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()

        def connect():
            # Duplicates first: the numbers that the browser expects may be taken.
            reading, writing = os.dup(commands), os.dup(answers)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                f"--user-data-dir={self.profile}",
                "--remote-debugging-pipe",
                "about:blank",
            ],
            preexec_fn=connect,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(commands)
        os.close(answers)
        self.rest = b""
        self.count = 0
        self.session = None
        #: What the page has complained about: errors of scripts, of loading.
        self.complaints = []
        #: The addresses of all that was asked for.
        self.addresses = []
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(t for t in targets if t["type"] == "page")
        self.session = self.send(
            "Target.attachToTarget", targetId=page["targetId"], flatten=True
        )["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.send(f"{domain}.enable")
        self.resize(width, height)
        if dark:
            self.send(
                "Emulation.setEmulatedMedia",
                features=[{"name": "prefers-color-scheme", "value": "dark"}],
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def receive(self):
        while b"\0" not in self.rest:
            data = os.read(self.answers, 1 << 16)
            assert data, "expected the browser to answer, but it has ended"
            self.rest += data
        message, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(message)
        method = message.get("method")
        if method == "Runtime.exceptionThrown":
            self.complaints.append(message["params"]["exceptionDetails"])
        elif method == "Log.entryAdded":
            self.complaints.append(message["params"]["entry"])
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(message["params"])
        elif method == "Network.requestWillBeSent":
            self.addresses.append(message["params"]["request"]["url"])
        return message

    def send(self, method, **params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.count:
                assert "error" not in answer, answer
                return answer["result"]

    def resize(self, width, height):
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def open(self, page):
        """Opens a file or an address."""
        url = str(page)
        if "://" not in url:
            url = "file://" + os.path.abspath(url)
        self.send("Page.navigate", url=url)
        while self.evaluate("document.readyState") != "complete":
            time.sleep(0.05)

    def evaluate(self, expression):
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key, code, text=""):
        for type in ["keyDown", "keyUp"]:
            self.send(
                "Input.dispatchKeyEvent",
                type=type,
                key=key,
                code=key if len(key) > 1 else "Space",
                windowsVirtualKeyCode=code,
                text=text if type == "keyDown" else "",
            )

    def move(self, x, y):
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
