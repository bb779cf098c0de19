"""Decides which program turns a Word file of before 2007 into a readable one, and how it is kept on a short lead."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from question_bank.errors import UnreadableFile

SECONDS = 50
_FAILED = UnreadableFile("旧版.doc文件转换失败，请用Word或WPS打开并另存为.docx后重新上传。")
_ABSENT = UnreadableFile("服务器上没有旧版.doc的转换程序，请用Word或WPS另存为.docx后重新上传。")
_TEXT_TOOLS = {"antiword": ("-m", "UTF-8.txt", "-w", "0"), "catdoc": ("-d", "utf-8", "-w")}
# No macros, no links, no updates: a document is text to be read. The proxy that does not exist stops what is left.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_NO_PROXY = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


def _run(command: list[str], folder: Path, output: int) -> bytes:
    """Run a program in its own process group; at the end of its time all of the group is killed."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8", **_NO_PROXY}
    try:
        process = subprocess.Popen(  # noqa: S603 - a program found on the path, arguments of our own
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        raise _FAILED from None
    try:
        shown, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise _FAILED from None
    return shown or b""


def _by_office(program: str, data: bytes, suffix: str, folder: Path) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    (folder / f"file{suffix}").write_bytes(data)
    options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"]
    _run([program, *options, "--convert-to", "docx", f"file{suffix}"], folder, subprocess.DEVNULL)
    converted = folder / "file.docx"
    if not converted.is_file():
        raise _FAILED
    return converted.read_bytes()


def has_office() -> bool:
    """Say whether LibreOffice is installed."""
    return (shutil.which("soffice") or shutil.which("libreoffice")) is not None


def convert(data: bytes, suffix: str) -> tuple[str, bytes]:
    """Return ("docx" or "txt", bytes) of a file with this suffix, by LibreOffice, else antiword, else catdoc.

    Raises UnreadableFile when there is no such program, or it fails or takes longer than SECONDS.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    tool = next((name for name in _TEXT_TOOLS if shutil.which(name)), None)
    if office is None and (tool is None or suffix != ".doc"):
        raise _ABSENT
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if office is not None:
            return "docx", _by_office(office, data, suffix, folder)
        (folder / "file.doc").write_bytes(data)
        program = str(shutil.which(str(tool)))
        text = _run([program, *_TEXT_TOOLS[str(tool)], "file.doc"], folder, subprocess.PIPE)
    if not text.strip():
        raise _FAILED
    return "txt", text
