"""Python's requests through one proxy; ends with an AssertionError at the first thing that is not as it should be."""
import hashlib
import json
import sys
import tempfile

import requests
import urllib3
from requests.adapters import HTTPAdapter

# Requests does not verify a TLS proxy on the way to a target without TLS, and urllib3 says so.
urllib3.disable_warnings()

stage = json.loads(sys.argv[1])
size, sha256 = stage["size"], stage["sha256"]


def session(proxy):
    made = requests.Session()
    made.trust_env = False
    made.proxies = {"http": proxy, "https": proxy}
    made.verify = stage["ca"]
    return made


def usual(client, target):
    answer = client.get(target + "/hello", timeout=30)
    assert answer.text == "hello from the target\n", answer.text
    assert "X-Helodata-Error-Code" not in answer.headers, answer.headers
    assert len(client.get(target + "/chunked", timeout=30).content) == 1000
    assert client.get(target + "/status/404", timeout=30).status_code == 404
    echo = client.post(target + "/echo?q=1", data=b"words", timeout=30).text
    assert echo.startswith("POST /echo?q=1 HTTP/1.1\n") and echo.endswith("\n\nwords"), echo
    assert "roxy" not in echo, echo
    # Before 2.29 requests forgets the proxy's credentials for a chunked body that goes through no tunnel.
    headers = HTTPAdapter().proxy_headers(stage["proxy"]) if target.startswith("http:") else {}
    headers = {} if stage["proxy"].startswith("socks") else headers
    chunked = client.put(target + "/digest", data=(b"x" * 1000 for _ in range(100)), headers=headers, timeout=30).text
    assert chunked == "100000 " + hashlib.sha256(b"x" * 100000).hexdigest(), chunked


def large(client, target):
    with tempfile.TemporaryFile() as file:
        digest = hashlib.sha256()
        with client.get(f"{target}/bytes/7/{size}", stream=True, timeout=60) as answer:
            for piece in answer.iter_content(1 << 16):
                digest.update(piece)
                file.write(piece)
        assert digest.hexdigest() == sha256, "download"
        file.seek(0)
        uploaded = client.put(target + "/digest", data=file, timeout=60).text
        assert uploaded == f"{size} {sha256}", uploaded


def refused(client, target):
    try:
        answer = client.get(target + "/hello", timeout=30)
    except requests.exceptions.ConnectionError as error:
        return str(error)
    return f"{answer.status_code} {answer.headers.get('X-Helodata-Error-Code')}"


for target in stage["targets"]:
    with session(stage["proxy"]) as client:
        usual(client, target)
        large(client, target)
    with session(stage["refused"]) as client:
        print(refused(client, target))
print("ok")
