# An editor is told of a broken rule while a program is typed.
#
# RUN: %python %s

import json
import os
import subprocess

TEXT = """func.func @f(%x: tensor<3xi64>) -> tensor<7xi64> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<3xi64> -> tensor<7xi64>
  return %y : tensor<7xi64>
}
"""


def message(method, params=None, number=None):
    body = {"jsonrpc": "2.0", "method": method}
    body |= {"params": params} if params else {}
    body |= {"id": number} if number else {}
    text = json.dumps(body)
    return f"Content-Length: {len(text)}\r\n\r\n{text}"


document = {"uri": "file:///a.mlir", "languageId": "mlir", "version": 1,
            "text": TEXT}
session = "".join([
    message("initialize", {"processId": 1, "rootUri": None, "capabilities": {}}, 1),
    message("textDocument/didOpen", {"textDocument": document}),
    message("shutdown", number=2),
    message("exit")])
server = os.path.join(os.environ["RINT_TOOLS_DIR"], "rint-lsp-server")
process = subprocess.run([server], input=session, capture_output=True, text=True,
                         timeout=60)
assert process.returncode == 0, process
expected = ("'rint.repeat_interleave' op expected dimension 0 of the result to be "
            "6, but got 7")
assert expected in process.stdout, process.stdout
assert '"start":{"character":7,"line":1}' in process.stdout, process.stdout
