"""Many clients at once, each with connections of its own, over every door; prints how many were answered."""
import asyncio
import json
import ssl
import sys

import aiohttp
from aiohttp_socks import ProxyConnector

stage = json.loads(sys.argv[1])
trust = ssl.create_default_context(cafile=stage["ca"])


async def client(number):
    proxy = stage["proxies"][number % len(stage["proxies"])]
    target = stage["targets"][number // len(stage["proxies"]) % len(stage["targets"])]
    if proxy.startswith("socks5"):
        connector = ProxyConnector.from_url(proxy.replace("socks5h", "socks5"), rdns=proxy.startswith("socks5h"))
        made, how = aiohttp.ClientSession(connector=connector), {"ssl": trust}
    else:
        made, how = aiohttp.ClientSession(), {"proxy": proxy, "ssl": trust}
    answered = 0
    async with made:
        for path, length in (("/hello", 22), ("/slow", 100), (f"/chunks/{number}/300000", 300000), ("/hello", 22)):
            async with made.get(target + path, **how) as answer:
                assert answer.status == 200, (proxy.split("@")[1], answer.status, answer.headers)
                assert len(await answer.read()) == length, path
                answered += 1
    return answered


async def main():
    ended = await asyncio.gather(*(client(number) for number in range(stage["clients"])), return_exceptions=True)
    for trouble in {f"{type(one).__name__} {one}" for one in ended if isinstance(one, BaseException)}:
        print(trouble)
    print("answered", sum(one for one in ended if not isinstance(one, BaseException)))


asyncio.run(main())
