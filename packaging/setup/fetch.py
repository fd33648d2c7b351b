"""Downloads one pinned wheel and goes on where an earlier try ended, which `pip download` cannot.

fetch.py FOLDER NAME==VERSION SHA256 [OPTION OF pip download]...

The index, proxy, certificates and passwords are pip's own, because its session is used. Exit status 3: this pip works
in another way, so ask `pip download` itself.
"""

import hashlib
import logging
import pathlib
import sys
import time

TRIES = 6


def find_link(command, options, session, pin, digest):
    from pip._internal.cli.cmdoptions import make_target_python
    from pip._internal.utils.hashes import Hashes
    from pip._vendor.packaging.specifiers import SpecifierSet

    name, version = pin.split("==")
    target = make_target_python(options)
    finder = command._build_package_finder(options, session, target_python=target, ignore_requires_python=True)
    wanted = {"specifier": SpecifierSet("==" + version), "hashes": Hashes({"sha256": [digest]})}
    found = finder.find_best_candidate(name, **wanted)
    if found.best_candidate is None:
        sys.exit(f"no matching distribution for {pin} with sha256 {digest}")
    return found.best_candidate.link


def append_rest(session, url, part):
    """Adds what is missing to `part`; begins anew where the server sends the whole file."""
    have = part.stat().st_size if part.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    answer = session.get(url, headers=headers, stream=True)
    if answer.status_code == 416:  # nothing is missing
        return
    answer.raise_for_status()
    if have and answer.status_code == 206:
        print(f"going on after {have // 1_000_000} MB", flush=True)
    expected = int(answer.headers.get("Content-Length", -1))
    with part.open("ab" if answer.status_code == 206 else "wb") as out:
        start = out.tell()
        for piece in answer.iter_content(1 << 18):
            out.write(piece)
        if expected >= 0 and out.tell() - start != expected:
            raise OSError(f"Read timed out: {out.tell() - start} of {expected} bytes came")


def main():
    folder, pin, digest, *flags = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING, format="%(message)s")  # where pip says that the network did not answer
    try:
        from pip._internal.commands import create_command

        command = create_command("download")
        options, _ = command.parse_args([*flags, pin])
        with command.main_context():
            session = command.get_default_session(options)
            link = find_link(command, options, session, pin, digest)
            part = pathlib.Path(folder, link.filename + ".part")
            for attempt in range(TRIES):
                try:
                    append_rest(session, link.url_without_fragment, part)
                    break
                except OSError as fault:  # also what requests raises
                    if attempt + 1 == TRIES:
                        raise
                    print(f"{fault}; trying again", flush=True)
                    time.sleep(2**attempt)
    except (ImportError, AttributeError, TypeError) as fault:
        print(f"pip has changed: {fault!r}", flush=True)
        sys.exit(3)
    summer = hashlib.sha256()
    with part.open("rb") as file:
        while piece := file.read(1 << 20):
            summer.update(piece)
    found = summer.hexdigest()
    if found != digest:
        part.unlink()
        sys.exit(f"{link.filename}: expected sha256 {digest}, found {found}: the files do not match the hashes")
    part.rename(part.with_suffix(""))


main()
