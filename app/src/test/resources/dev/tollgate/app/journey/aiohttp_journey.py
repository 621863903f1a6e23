"""Python's aiohttp (and aiohttp_socks) through one proxy; ends with an AssertionError at the first thing that is not as it should be."""
import asyncio
import hashlib
import json
import ssl
import sys
import tempfile

import aiohttp
from aiohttp_socks import ProxyConnector

stage = json.loads(sys.argv[1])
size, sha256 = stage["size"], stage["sha256"]
trust = ssl.create_default_context(cafile=stage["ca"])


def session(proxy):
    """A client, and what each of its requests has to say about the proxy."""
    if proxy.startswith("socks5"):
        connector = ProxyConnector.from_url(proxy.replace("socks5h", "socks5"), rdns=proxy.startswith("socks5h"))
        return aiohttp.ClientSession(connector=connector), {"ssl": trust}
    return aiohttp.ClientSession(), {"proxy": proxy, "ssl": trust}


async def usual(client, how, target):
    async with client.get(target + "/hello", **how) as answer:
        assert await answer.text() == "hello from the target\n"
        assert "X-Helodata-Error-Code" not in answer.headers, answer.headers
    async with client.get(target + "/chunked", **how) as answer:
        assert len(await answer.read()) == 1000
    async with client.post(target + "/echo?q=1", data=b"words", **how) as answer:
        echo = await answer.text()
        assert echo.startswith("POST /echo?q=1 HTTP/1.1\n") and echo.endswith("\n\nwords"), echo
        assert "roxy" not in echo, echo


async def large(client, how, target):
    with tempfile.TemporaryFile() as file:
        digest = hashlib.sha256()
        async with client.get(f"{target}/chunks/7/{size}", **how) as answer:
            async for piece in answer.content.iter_chunked(1 << 16):
                digest.update(piece)
                file.write(piece)
        assert digest.hexdigest() == sha256, "download"
        file.seek(0)
        async with client.put(target + "/digest", data=file, **how) as answer:
            uploaded = await answer.text()
            assert uploaded == f"{size} {sha256}", uploaded


async def websocket(client, how, target):
    async with client.ws_connect(target + "/ws", **how) as socket:
        for words in ("hello", "x" * 100_000):
            await socket.send_str(words)
            assert await socket.receive_str(timeout=30) == words


async def refused(client, how, target):
    try:
        async with client.get(target + "/hello", **how) as answer:
            return f"{answer.status} {answer.headers.get('X-Helodata-Error-Code')}"
    except Exception as error:
        return f"{type(error).__name__} {error}"


async def main():
    for target in stage["targets"]:
        client, how = session(stage["proxy"])
        async with client:
            await usual(client, how, target)
            await large(client, how, target)
            # Over an HTTP proxy aiohttp opens no tunnel for ws://, and an upgrade is not forwarded.
            if target.startswith("https") or "proxy" not in how:
                await websocket(client, how, target)
        client, how = session(stage["refused"])
        async with client:
            print(await refused(client, how, target))


asyncio.run(main())
print("ok")
