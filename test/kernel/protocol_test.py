import time
import unittest

import zmq

from session import KernelTest


class Protocol(KernelTest):
    def test_heartbeat_answers(self) -> None:
        self.assertTrue(self.session.client.hb_channel.is_beating())

    def test_a_new_subscriber_is_welcomed(self) -> None:
        subscriber = zmq.Context.instance().socket(zmq.SUB)
        self.addCleanup(subscriber.close, 0)
        subscriber.connect(f"tcp://127.0.0.1:{self.session.client.get_connection_info()['iopub_port']}")
        subscriber.subscribe(b"")
        self.assertTrue(subscriber.poll(20_000))
        self.assertEqual(b"iopub_welcome", subscriber.recv_multipart()[0])

    def test_kernel_info_is_whole(self) -> None:
        content = self.session.ask("shell", "kernel_info_request", {})["content"]
        self.assertEqual("ok", content["status"])
        self.assertGreaterEqual(content["protocol_version"], "5.3")
        self.assertTrue(content["help_links"])
        self.assertEqual("typescript", content["language_info"]["name"])

    def test_every_request_is_busy_then_idle_under_its_own_header(self) -> None:
        for code in ("1", "throw 1", "nope", ""):
            ran = self.session.run(code)
            states = [c["execution_state"] for c in ran.contents("status")]
            self.assertEqual(["busy", "idle"], states)
            self.assertEqual("execute_input", ran.messages[1]["msg_type"])

    def test_unknown_requests_are_answered_with_an_error(self) -> None:
        reply = self.session.ask("shell", "strange_request", {})
        self.assertEqual(("strange_reply", "error"), (reply["msg_type"], reply["content"]["status"]))
        self.assertEqual("error", self.session.ask("control", "debug_request", {"command": "x"})["content"]["status"])

    def test_counts_grow_only_with_stored_cells(self) -> None:
        first = self.session.run("1").reply["content"]["execution_count"]
        self.assertEqual(first, self.session.run("1", silent=True).reply["content"]["execution_count"])
        self.assertEqual(first, self.session.run("1", store_history=False).reply["content"]["execution_count"])
        self.assertEqual(first + 1, self.session.run("1").reply["content"]["execution_count"])

    def test_a_silent_cell_tells_nobody(self) -> None:
        ran = self.session.run("console.log('x'); const quiet = 1; quiet", silent=True)
        self.assertEqual({"status"}, {m["msg_type"] for m in ran.messages})
        self.assertEqual("1", self.session.run("quiet").result)

    def test_user_expressions_are_answered(self) -> None:
        values = self.session.run("const u = 20", user_expressions={"good": "u + 1", "bad": "nope"}).reply["content"]["user_expressions"]
        self.assertEqual("21", values["good"]["data"]["text/plain"])
        self.assertEqual("error", values["bad"]["status"])

    def test_an_error_aborts_what_is_queued(self) -> None:
        sent = [self.session.send(code) for code in ("throw new Error('stop')", "const skipped = 1", "skipped")]
        self.assertEqual(["error", "aborted", "aborted"], [self.session.wait(one).status for one in sent])

    def test_an_error_aborts_nothing_if_told_so(self) -> None:
        sent = [self.session.send("throw new Error('stop')", stop_on_error=False), self.session.send("'ran'")]
        self.assertEqual(["error", "ok"], [self.session.wait(one).status for one in sent])

    def test_a_cell_sent_after_a_failure_runs(self) -> None:
        for pause in (0, 0.05):
            self.session.run("throw new Error('stop')")
            time.sleep(pause)
            self.assertEqual("'ran'", self.session.run("'ran'").result)

    def test_output_keeps_its_order(self) -> None:
        ran = self.session.run("import { display } from 'tslab'; console.log(1); console.error(2); display.text('3'); console.log(4); 5")
        shown = [m["content"].get("text") or m["content"]["data"]["text/plain"] for m in ran.messages if m["msg_type"] in ("stream", "display_data", "execute_result")]
        self.assertEqual(["1\n", "2\n", "3", "4\n", "5"], shown)

    def test_what_programs_print_is_shown(self) -> None:
        ran = self.session.run("import { spawnSync } from 'node:child_process'; spawnSync('echo', ['from outside'], { stdio: 'inherit' }); await new Promise((done) => setTimeout(done, 200))")
        self.assertIn("from outside", ran.text())

    def test_displays_can_be_updated(self) -> None:
        ran = self.session.run("import { newDisplay } from 'tslab'; const box = newDisplay(); box.text('one'); box.text('two')")
        [first], [second] = ran.contents("display_data"), ran.contents("update_display_data")
        self.assertEqual(first["transient"]["display_id"], second["transient"]["display_id"])
        self.assertEqual("two", second["data"]["text/plain"])

    def test_displays_belong_to_the_cell_that_shows_them(self) -> None:
        sent = self.session.send("const show = (globalThis as any)[Symbol.for('parallel.display')]; setTimeout(() => show({ 'text/plain': 'later' }, { displayId: 'd1' }), 50)")
        self.session.wait(sent)
        self.session.run("await new Promise((done) => setTimeout(done, 150))")
        message = next(m for m in self.session.late if m["msg_type"] == "display_data")
        self.assertEqual(sent, message["parent_header"]["msg_id"])
        self.assertEqual("d1", message["content"]["transient"]["display_id"])

    def test_output_can_be_cleared(self) -> None:
        ran = self.session.run("await Deno.jupyter.broadcast('clear_output', { wait: true })")
        self.assertEqual([{"wait": True}], ran.contents("clear_output"))

    def test_prompt_asks_and_gets_the_answer(self) -> None:
        sent = self.session.send("const answer = await prompt('Your name?', { password: true }); answer", allow_stdin=True)
        request = self.session.client.get_stdin_msg(timeout=20)
        self.assertEqual({"prompt": "Your name?", "password": True}, request["content"])
        self.assertEqual(sent, request["parent_header"]["msg_id"])
        self.session.client.input("Ada")
        self.assertEqual("'Ada'", self.session.wait(sent).result)

    def test_prompt_says_when_nobody_can_type(self) -> None:
        self.assertIn("nobody can type here", self.session.run("await prompt('x')").error["evalue"])

    def test_completions_come_with_their_place(self) -> None:
        self.session.run("const longishName = { alpha: 1, beta: 'x' }; const 変数名 = 1")
        for code, position, start, end, match in (
            ("longi", 5, 0, 5, "longishName"), ("longishName.al", 14, 12, 14, "alpha"), ("'😀'; longi + 1", 10, 5, 10, "longishName"), ("変", 1, 0, 1, "変数名"),
        ):
            with self.subTest(code):
                content = self.session.ask("shell", "complete_request", {"code": code, "cursor_pos": position})["content"]
                self.assertEqual((start, end), (content["cursor_start"], content["cursor_end"]))
                self.assertIn(match, content["matches"])

    def test_inspection_finds_types_and_documentation(self) -> None:
        self.session.run("/** Adds one. */\nfunction addOne(x: number): number { return x + 1 }")
        content = self.session.ask("shell", "inspect_request", {"code": "addOne(1)", "cursor_pos": 4, "detail_level": 0})["content"]
        self.assertTrue(content["found"])
        self.assertEqual({}, content["metadata"])
        self.assertIn("addOne(x: number): number", content["data"]["text/plain"])
        self.assertIn("Adds one.", content["data"]["text/plain"])
        self.assertFalse(self.session.ask("shell", "inspect_request", {"code": "  ", "cursor_pos": 1, "detail_level": 0})["content"]["found"])

    def test_asking_while_typing_never_disturbs_a_cell(self) -> None:
        sent = self.session.send("await new Promise((done) => setTimeout(done, 200)); 'done'")
        for code in ("Math.", "const {", "cons", ""):
            self.session.ask("shell", "complete_request", {"code": code, "cursor_pos": len(code)})
            self.session.ask("shell", "inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 0})
        self.assertEqual("'done'", self.session.wait(sent).result)

    def test_unknown_comm_targets_are_closed(self) -> None:
        client = self.session.client
        client.shell_channel.send(client.session.msg("comm_open", {"comm_id": "c0", "target_name": "nobody", "data": {}}))
        self.assertEqual("c0", self.session.next_message("comm_close")["content"]["comm_id"])

    def test_comms_reach_the_cell_and_back(self) -> None:
        self.session.run("const comms = (globalThis as any)[Symbol.for('parallel.comms')]; comms.registerTarget('echo', (comm: any) => { comm.onMessage = (data: object) => comm.send({ ...data, back: true }) })")
        client = self.session.client
        client.shell_channel.send(client.session.msg("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {}}))
        client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": "c1", "data": {"n": 1}}))
        self.assertEqual({"n": 1, "back": True}, self.session.next_message("comm_msg")["content"]["data"])
        info = self.session.ask("shell", "comm_info_request", {})
        self.assertEqual(("comm_info_reply", "ok"), (info["msg_type"], info["content"]["status"]))
        self.assertEqual({"c1": {"target_name": "echo"}}, info["content"]["comms"])
        client.shell_channel.send(client.session.msg("comm_close", {"comm_id": "c1", "data": {}}))
        self.assertEqual({}, self.session.ask("shell", "comm_info_request", {})["content"]["comms"])


if __name__ == "__main__":
    unittest.main()
