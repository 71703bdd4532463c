"""PyPI's jupyter_kernel_test, with every optional part that applies turned on."""
import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [
        {"text": "Math.ma", "matches": {"max"}},
        {"text": "parseF", "matches": {"parseFloat"}},
    ]
    complete_code_samples = ["1 + 1", "const x = 1;", "function f() {\n  return 1\n}", "// a comment", "await Promise.resolve(1)", ""]
    incomplete_code_samples = ["const x = {", "function f() {", "f(1,", "`a template", "/* a comment", "if (true) {\n  1"]
    invalid_code_samples = ["function function", "const 1 = 2", "x = )", "'unterminated"]
    code_generate_error = "throw new Error('no')"
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "[1, 2].map((x) => x * 2)", "result": "[ 2, 4 ]"},
        {"code": "1 + 2 + 3", "result": "6"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "import { display } from 'tslab'; display.svg('<svg/>')", "mime": "image/svg+xml"},
    ]
    code_history_pattern = "1 + 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "parseFloat"
    code_clear_output = "await Deno.jupyter.broadcast('clear_output', { wait: false })"


if __name__ == "__main__":
    unittest.main()
