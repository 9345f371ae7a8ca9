"""A real S3 service for tests: the four servers of OpenStack Swift in one process, with one disk that is a folder.

Usage: s3-server.py FOLDER PORT; the files lie in FOLDER, whose file system needs user attributes. The three inner servers
take ports of their own. Access key `test:tester`, secret key `testing`, region `us-east-1`, buckets named in the path.
"""

import sys

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
from pathlib import Path  # noqa: E402
from time import time as now  # noqa: E402

from eventlet import wsgi  # noqa: E402
from swift.common.utils import NullLogger, set_swift_dir  # noqa: E402

CLUSTER = "[swift-hash]\nswift_hash_path_suffix = film\n[storage-policy:0]\nname = one\ndefault = yes\n"
FILTERS = {
    "catch_errors": "",
    "listing_formats": "",
    "s3api": "location = us-east-1\ns3_acl = false\n",
    "tempauth": "user_test_tester = testing .admin\n",
    "bulk": "",
    "slo": "",
    "dlo": "",
    "versioned_writes": "allow_versioned_writes = true\n",
}


class Memory:
    """Stands where the proxy expects memcached."""

    def __init__(self):
        self.kept = {}

    def get(self, key, **_):
        value, until = self.kept.get(key, (None, 0))
        return value if now() < until else None

    def set(self, key, value, time=0, **_):
        self.kept[key] = (value, now() + (time or 60))

    def delete(self, key, **_):
        self.kept.pop(key, None)


def with_memory(app):
    memory = Memory()

    def remembering(env, start_response):
        env["swift.cache"] = memory
        return app(env, start_response)

    return remembering


def inner_settings(kind, folder):
    return (
        f"[DEFAULT]\nswift_dir = {folder}\ndevices = {folder}/disks\nmount_check = false\n"
        f"[pipeline:main]\npipeline = server\n[app:server]\nuse = egg:swift#{kind}\n"
    )


def proxy_settings(folder):
    sections = "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n{text}" for name, text in FILTERS.items())
    return (
        f"[DEFAULT]\nswift_dir = {folder}\n[pipeline:main]\npipeline = {' '.join(FILTERS)} proxy-server\n"
        f"[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n{sections}"
    )


def save_ring(kind, port, folder):
    from swift.common.ring.builder import RingBuilder

    disk = {"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "one", "weight": 1.0, "meta": ""}
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({**disk, "replication_ip": disk["ip"], "replication_port": port})
    builder.rebalance()
    builder.get_ring().save(f"{folder}/{kind}.ring.gz")


def serve(socket, settings, name, folder):
    from swift.common.wsgi import SwiftHttpProtocol, loadapp

    file = Path(folder, f"{name}.conf")
    file.write_text(settings)
    app = loadapp(str(file), global_conf={"log_name": name})
    # Clients compare names of headers letter by letter: “ETag” must stay as it is.
    return eventlet.spawn(
        wsgi.server, socket, with_memory(app), NullLogger(), protocol=SwiftHttpProtocol, capitalize_response_headers=False, socket_timeout=60
    )


def main(folder, port):
    Path(folder, "disks/one").mkdir(parents=True, exist_ok=True)
    Path(folder, "swift.conf").write_text(CLUSTER)
    set_swift_dir(folder)
    inner = {kind: eventlet.listen(("127.0.0.1", 0)) for kind in ("account", "container", "object")}
    for kind, socket in inner.items():
        save_ring(kind, socket.getsockname()[1], folder)
    servers = [serve(socket, inner_settings(kind, folder), kind, folder) for kind, socket in inner.items()]
    servers.append(serve(eventlet.listen(("127.0.0.1", port)), proxy_settings(folder), "proxy", folder))
    for server in servers:
        server.wait()


os.environ["TZ"] = "UTC+0"
main(sys.argv[1], int(sys.argv[2]))
