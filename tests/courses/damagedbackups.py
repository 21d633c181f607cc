# SPDX-FileCopyrightText: 2026 Nightkeep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups that are whole, in many shapes, and that are damaged, in many ways; and what others say of them.

Below the folder that it is given, this makes good/<shape>/<file>, bad/<kind>/<file> and bombs/<file>, the same each
time, by makers that share nothing with what is tested. Then it prints a line for each: its path, and a letter each for
unzip (of a tar.gz: gzip and tar), 7-Zip and Python's own modules, g for good and b for bad.
"""
import concurrent.futures
import gzip
import hashlib
import io
import os
import random
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib

MADE = (2008, 12, 14, 3, 1, 0)
SECONDS = 1229223660
END, DIRECTORY, LOCAL = b"PK\5\6", b"PK\1\2", b"PK\3\4"
SEVEN = shutil.which("7zz") or shutil.which("7z") or sys.exit("7-Zip is lacking")
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\3"


def put(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    os.utime(path, (SECONDS, SECONDS))


# --- What is inside. ---

def old_members(course, chance):
    """Of a zip of Moodle 1.9: names and contents, in order."""
    xml = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MOODLE_BACKUP>\n  <INFO>\n    <NAME>backup.zip</NAME>\n"
           f"    <MOODLE_RELEASE>1.9.2</MOODLE_RELEASE>\n    <DATE>{SECONDS}</DATE>\n    <DETAILS>\n"
           "      <USERS>course</USERS>\n      <COURSEFILES>true</COURSEFILES>\n    </DETAILS>\n  </INFO>\n  <COURSE>\n"
           f"    <HEADER>\n      <ID>{course}</ID>\n      <SHORTNAME>C{course}</SHORTNAME>\n    </HEADER>\n"
           + "".join(f"    <MOD><ID>{i}</ID><NAME>Week {chance.random()}</NAME></MOD>\n" for i in range(60))
           + "  </COURSE>\n</MOODLE_BACKUP>\n")
    return [("moodle.xml", xml.encode()), ("course_files/slides.pdf", chance.randbytes(chance.randrange(2000, 6000))),
            ("course_files/notes.txt", b"Please read before the lecture.\n" * chance.randrange(1, 90)),
            ("user_files/a", b"a")]


def new_members(course, chance, lost=False):
    """Of an mbz; `lost`: without one that files.xml names."""
    contents = [(f"file{i}.pdf", chance.randbytes(chance.randrange(500, 3000))) for i in range(3)]
    hashes = [hashlib.sha1(data).hexdigest() for _, data in contents]
    files = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<files>\n" + "".join(
        f"  <file id=\"{i}\">\n    <contenthash>{digest}</contenthash>\n    <filename>{name}</filename>\n"
        f"    <filesize>{len(data)}</filesize>\n    <repositoryid>$@NULL@$</repositoryid>\n  </file>\n"
        for i, (digest, (name, data)) in enumerate(zip(hashes, contents))) + "</files>\n"
    own = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<moodle_backup>\n  <information>\n"
           f"    <moodle_release>4.3</moodle_release>\n    <backup_date>{SECONDS}</backup_date>\n"
           f"    <include_files>1</include_files>\n    <original_course_id>{course}</original_course_id>\n"
           f"    <original_course_shortname>C{course}</original_course_shortname>\n    <details>\n"
           "      <detail backup_id=\"x\">\n        <type>course</type>\n        <mode>50</mode>\n      </detail>\n"
           "    </details>\n    <settings>\n      <setting>\n        <level>root</level>\n        <name>users</name>\n"
           "        <value>1</value>\n      </setting>\n    </settings>\n  </information>\n</moodle_backup>\n")
    quiz = "<quiz>" + "".join(f"<answer>{chance.random()}</answer>" for _ in range(80)) + "</quiz>"
    pool = [(f"files/{digest[:2]}/{digest}", data) for digest, (_, data) in zip(hashes, contents)]
    return [("activities/quiz_1/quiz.xml", quiz.encode())] + pool[int(lost):] + [
        ("files.xml", files.encode()), ("moodle_backup.xml", own.encode())]


SHARES = {"its XML broken off": 2 / 3, "its XML empty": 0}


def shortened(members, number, share):
    """The same where XML that says what belongs in it has but a share of its bytes, as on a disk that was full."""
    short = {"moodle.xml", "files.xml" if number % 2 else "moodle_backup.xml"}
    return [(name, data[:int(len(data) * share)] if name in short else data) for name, data in members]


# --- What it is packed in. ---

def member(name, method, **more):
    info = zipfile.ZipInfo(name, MADE)
    info.compress_type = method
    info.external_attr = 0o644 << 16
    for key, value in more.items():
        setattr(info, key, value)
    return info


class Stream(io.RawIOBase):
    """Where nothing can be put right afterwards: sizes and sums go behind the data."""

    def __init__(self):
        super().__init__()
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)


def zipped(members, method=zipfile.ZIP_DEFLATED, comment=b"", streamed=False, wide=False, level=None, **more):
    out = Stream() if streamed else io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=level) as archive:
        for name, data in members:
            info = member(name, zipfile.ZIP_STORED if name.endswith("/") else method, **more)
            info._compresslevel = level
            info.file_size = len(data)
            with archive.open(info, "w", force_zip64=wide) as file:
                file.write(data)
        archive.comment = comment
    return bytes(out.bytes) if streamed else out.getvalue()


def zipped_by_zip(members, *options):
    """By Info-ZIP, which is what Moodle 1.9 calls on many servers."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in members:
            put(os.path.join(folder, "in", name), data)
        # Into a file: of a pipe, it writes ends that no other reads.
        subprocess.run(["zip", "-q", "-r", "../a.zip", ".", *options], cwd=os.path.join(folder, "in"), check=True)
        with open(os.path.join(folder, "a.zip"), "rb") as file:
            return file.read()


def wide_end(data):
    """A zip with the ends of more than 65,535 members or 4 GiB, whatever it holds."""
    disk, first, here, entries, size, offset, comment = struct.unpack("<4x4H2LH", data[-22:])
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, size, offset)
    return (data[:-22] + record + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
            + struct.pack("<4s4H2LH", END, 0, 0, 65535, 65535, 4294967295, 4294967295, 0))


def tarred(members, style=tarfile.USTAR_FORMAT, indexed=True, record=1024, prefix=""):
    if indexed:
        index = f"Moodle archive file index. Count: {len(members)}\n" + "".join(
            f"{name}\t{'d' if name.endswith('/') else 'f'}\t{len(data)}\t?\n" for name, data in members)
        members = [(".ARCHIVE_INDEX", index.encode())] + members
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=style) as archive:
        for name, data in members:
            info = tarfile.TarInfo(prefix + name)
            info.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            info.size, info.mtime = len(data), SECONDS
            archive.addfile(info, io.BytesIO(data))
        end = archive.offset
    tar = out.getvalue()[:end] + bytes(1024)
    return tar + bytes(-len(tar) % record)


def gzipped(data, level=6, header=GZIP_HEAD):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return header + packer.compress(data) + packer.flush() + struct.pack("<2L", zlib.crc32(data), len(data) % 2**32)


def good_zips(members, chance):
    stored, deflated = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
    level = chance.choice([1, 6, 9])
    yield "stored", zipped(members, stored)
    yield "deflated", zipped(members, deflated, level=level)
    yield "commented", zipped(members, comment=chance.randbytes(chance.choice([1, 22, 300, 20000])).replace(b"P", b"Q"))
    yield "commented-with-an-end", zipped(members, comment=b"see PK\5\6 and PK\1\2 " * chance.randrange(1, 9))
    yield "commented-members", zipped(members, comment=b"x", extra=b"UT\5\0\1" + struct.pack("<L", SECONDS))
    yield "streamed", zipped(members, chance.choice([stored, deflated]), streamed=True)
    yield "wide-members", zipped(members, wide=True)
    yield "wide-and-streamed", zipped(members, wide=True, streamed=True)
    yield "wide-end", wide_end(zipped(members))
    yield "names", zipped(members + [("course_files/\u00fcbung \u4e00.txt", b"x"), ("course_files/caf\u00e9", b"y")])
    yield "empty-members", zipped(members + [("empty", b""), ("folder/", b""), ("folder/none", b"")])
    yield "many-members", zipped(members + [(f"m/{i}", b"%d" % i) for i in range(chance.randrange(50, 300))])
    yield "other-order", zipped(chance.sample(members, len(members)))
    yield "all-alike", zipped(members + [("zeros", bytes(3000000))], level=9)
    yield "by-zip", zipped_by_zip(members, chance.choice(["-1", "-6", "-9", "-0", "-D"]))
    yield "by-zip-with-sizes-behind", zipped_by_zip(members, "-fd")
    yield "by-zip-wide", zipped_by_zip(members, "-fz")


def good_tars(members, chance):
    level = chance.choice([1, 6, 9])
    long_name = "activities/" + "a-long-name-" * 15 + ".xml"
    pax, gnu = tarfile.PAX_FORMAT, tarfile.GNU_FORMAT
    named = b"\x1f\x8b\x08\x1e\0\0\0\0\0\3\4\0AB\0\0name.tar\0said\0"
    yield "as-moodle", gzipped(tarred(members), level)
    yield "without-index", gzipped(tarred(members, indexed=False), level)
    yield "filled-record", gzipped(tarred(members, record=10240), level)
    yield "gnu", gzipped(tarred(members, gnu), level)
    yield "gnu-long-names", gzipped(tarred(members + [(long_name, b"<x/>")], gnu, False), level)
    yield "pax", gzipped(tarred(members, pax), level)
    yield "pax-long-names", gzipped(tarred(members + [(long_name, b"<x/>"), ("\u00fc.xml", b"")], pax, False), level)
    yield "from-a-folder", gzipped(tarred(members, gnu, False, 10240, "./"), level)
    yield "named-gzip", gzipped(tarred(members), level, named + struct.pack("<H", zlib.crc32(named) & 65535))
    yield "by-python", gzip.compress(tarred(members), level, mtime=SECONDS)
    yield "tar-folders-and-empty", gzipped(tarred([("activities/", b""), ("empty.xml", b"")] + members), level)
    yield "tar-many-members", gzipped(tarred(members + [(f"m/{i}.xml", b"%d" % i) for i in range(150)]), level)
    yield "tar-other-order", gzipped(tarred(chance.sample(members, len(members))), level)
    yield "tar-all-alike", gzipped(tarred(members + [("zeros", bytes(3000000))]), 9)


# --- What becomes of it. ---

def entries_of(data):
    """Where each entry of the directory begins."""
    size, at = struct.unpack("<2L", data[-10:-2])
    end = at + size
    while at < end:
        yield at
        at += 46 + sum(struct.unpack("<3H", data[at + 28:at + 34]))


def with_number(data, at, form, change):
    size = struct.calcsize("<" + form)
    old, = struct.unpack("<" + form, data[at:at + size])
    return data[:at] + struct.pack("<" + form, change(old) % 256**size) + data[at + size:]


def with_bit(data, at, chance):
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1:]


def of_entry(at, form, change):
    """Changes a number of the directory's entry of a random member."""
    return lambda data, chance: with_number(data, chance.choice(list(entries_of(data))) + at, form,
                                            lambda old: change(old, chance))


def of_both(at, form, change):
    """The same in the local header too: at + 2 bytes less, two of them being the version that made it."""
    def spoil(data, chance):
        entry = chance.choice(list(entries_of(data)))
        local, = struct.unpack("<L", data[entry + 42:entry + 46])
        return with_number(with_number(data, entry + at, form, change), local + at - 2, form, change)
    return spoil


def in_data(data, chance):
    entry = chance.choice(list(entries_of(data)))
    packed, local = (struct.unpack("<L", data[entry + at:entry + at + 4])[0] for at in (20, 42))
    begin = local + 30 + sum(struct.unpack("<2H", data[local + 26:local + 30]))
    return with_bit(data, begin + chance.randrange(max(1, packed)), chance)


def in_directory(data, chance):
    return with_bit(data, chance.randrange(next(entries_of(data)), len(data)), chance)


def in_local(data, chance):
    local, = struct.unpack("<L", data[(entry := chance.choice(list(entries_of(data)))) + 42:entry + 46])
    return with_bit(data, local + chance.choice([*range(4), *range(6, 10), *range(14, 40)]), chance)


def with_block(data, chance, make):
    size = chance.choice([64, 512, 4096])
    at = chance.randrange(max(1, len(data) - size))
    return data[:at] + make(data[at:at + size]) + data[at + size:]


def swapped(data, chance):
    first, second = sorted(chance.sample(range(len(data) // 512), 2))
    part = lambda at: data[at * 512:at * 512 + 512]
    return data[:first * 512] + part(second) + data[first * 512 + 512:second * 512] + part(first) + data[
        second * 512 + 512:]


def overlapping(data, chance):
    """One more entry of the directory for a member that has one; the end counts it."""
    first = next(entries_of(data))
    size = struct.unpack("<L", data[-10:-6])[0]
    again = data[first:first + 46 + sum(struct.unpack("<3H", data[first + 28:first + 34]))] * chance.randrange(1, 4)
    count = again.count(DIRECTORY)
    end = data[-22:]
    for at, form, more in ((8, "H", count), (10, "H", count), (12, "L", len(again))):
        end = with_number(end, at, form, lambda old, more=more: old + more)
    return data[:first] + again + data[first:first + size] + end


def wrong_wide_end(data, chance):
    data = wide_end(data)
    at, form = chance.choice([(-34, "Q"), (-42, "L"), (-66, "Q"), (-58, "Q"), (-50, "Q"), (-98 + 4, "Q"), (-98, "L")])
    return with_number(data, len(data) + at, form, lambda old: old + chance.choice([-1, 1, 7, 2**20]))


def members_changed(data, chance):
    """The local headers of two members changed for one another: each is whole, and neither is the directory's."""
    one, other = chance.sample(list(entries_of(data)), 2)
    spots = [data[at + 42:at + 46] for at in (one, other)]
    data = data[:one + 42] + spots[1] + data[one + 46:]
    return data[:other + 42] + spots[0] + data[other + 46:]


def inner(spoil):
    """A damage of the tar, in a gzip that knows no other."""
    return lambda data, chance: gzipped(spoil(gzip.decompress(data), chance))


def headers_of(tar):
    at = 0
    while tar[at:at + 1] != b"\0":
        yield at
        at += 512 + -(-int(tar[at + 124:at + 135], 8) // 512) * 512


def wrong_tar_sum(tar, chance):
    at = chance.choice(list(headers_of(tar))) + 148
    return tar[:at] + b"%06o\0 " % ((int(tar[at:at + 6], 8) + chance.randrange(1, 99)) % 2**18) + tar[at + 8:]


def wrong_tar_size(tar, chance):
    at = chance.choice(list(headers_of(tar)))
    size = int(tar[at + 124:at + 135], 8) + 512 * chance.randrange(1, 5)
    header = tar[at:at + 124] + b"%011o\0" % size + tar[at + 136:at + 148] + b" " * 8 + tar[at + 156:at + 512]
    return tar[:at] + header[:148] + b"%06o\0 " % sum(header) + header[156:] + tar[at + 512:]


ANY = {
    "cut": lambda data, chance: data[:chance.randrange(1, len(data))],
    "cut by little": lambda data, chance: data[:-chance.randrange(1, 22)],
    "zeros at its end": lambda data, chance: data[:-(many := chance.randrange(16, len(data) // 2))] + bytes(many),
    "zeros in it": lambda data, chance: with_block(data, chance, lambda part: bytes(len(part))),
    "noise in it": lambda data, chance: with_block(data, chance, lambda part: chance.randbytes(len(part))),
    "a part lost": lambda data, chance: with_block(data, chance, lambda part: b""),
    "a part twice": lambda data, chance: with_block(data, chance, lambda part: part * 2),
    "blocks changed": swapped,
    "a bit": lambda data, chance: with_bit(data, chance.randrange(len(data)), chance),
    "text before": lambda data, chance: b"PHP Notice: line %d\n" % chance.randrange(9999) + data,
    "text behind": lambda data, chance: data + b"done in %d s\n" % chance.randrange(9999),
    "line ends": lambda data, chance: data.replace(b"\n", b"\r\n") + b"\r\n",
    "end of another": lambda data, chance: data[:len(data) // 2] + chance.randbytes(len(data) // 2),
}
ZIP = {
    "a bit of its data": in_data,
    "a bit of its directory": in_directory,
    "a bit of a local header": in_local,
    "wrong checksum": of_entry(16, "L", lambda old, chance: old + chance.randrange(1, 2**31)),
    "wrong checksum in both": of_both(16, "L", lambda old: old + 12345),
    "wrong packed size": of_entry(20, "L", lambda old, chance: old + chance.choice([-1, 1, 100, 2**31])),
    "wrong size": of_entry(24, "L", lambda old, chance: old + chance.choice([-1, 1, 100, 2**31])),
    "wrong size in both": of_both(24, "L", lambda old: old + 1),
    "wrong offset": of_entry(42, "L", lambda old, chance: old + chance.choice([-1, 1, 30, 2**31])),
    "marked as encrypted": of_both(8, "H", lambda old: old | 1),
    "odd packing": of_both(10, "H", lambda old: 99),
    "a packing for the other": of_both(10, "H", lambda old: 8 - old),
    "wrong count": lambda data, chance: with_number(data, len(data) - 12, "H", lambda old: old + chance.choice([-1, 1])),
    "wrong directory": lambda data, chance: with_number(data, len(data) - chance.choice([6, 10]), "L", lambda old: old + 5),
    "wrong wide end": wrong_wide_end,
    "overlapping members": overlapping,
    "members changed": members_changed,
}
GZIP = {
    "wrong gzip checksum": lambda data, chance: with_number(data, len(data) - 8, "L", lambda old: old + 1),
    "wrong gzip length": lambda data, chance: with_number(data, len(data) - 4, "L", lambda old: old + 512),
    "odd gzip packing": lambda data, chance: data[:2] + bytes([chance.randrange(9, 256)]) + data[3:],
    "wrong tar checksum": inner(wrong_tar_sum),
    "wrong tar size": inner(wrong_tar_size),
    "tar cut at a block": inner(lambda tar, chance: tar[:chance.randrange(2, len(tar) // 512 - 2) * 512]),
    "tar cut in a block": inner(lambda tar, chance: tar[:chance.randrange(1, len(tar) // 512 - 2) * 512 + 100]),
    "tar without a block": inner(lambda tar, chance: tar[:(at := chance.randrange(1, len(tar) // 512 - 3) * 512)]
                                 + tar[at + 512:]),
    "a second gzip behind": lambda data, chance: data + gzipped(chance.randbytes(100)),
}


# --- What would fill a memory or never end. ---

def quoted(members, copies):
    """Many members that share one packed one: each entry's data begins with the local header of the next."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(1000000)
    kernel = packer.compress(zeros) + packer.flush()
    names = [name.encode() for name, _ in members] + [b"%04d" % i for i in range(copies)]
    data, plain, blocks = kernel, zeros, []
    for name in reversed(names):
        head = struct.pack("<4s5H3L2H", LOCAL, 20, 0, 8, 0, 0, zlib.crc32(plain), len(data), len(plain), len(name), 0) + name
        blocks.append((name, head, zlib.crc32(plain), len(data), len(plain)))
        data, plain = struct.pack("<B2H", 0, len(head), 65535 - len(head)) + head + data, head + plain
    body, directory = blocks[-1][1] + data[5 + len(blocks[-1][1]):], b""
    for name, head, crc, packed, size in reversed(blocks):
        directory += struct.pack("<4s6H3L5H2L", DIRECTORY, 20, 20, 0, 8, 0, 0, crc, packed, size, len(name), 0, 0, 0, 0, 0,
                                 len(body) - packed - len(head)) + name
    return body + directory + struct.pack("<4s4H2LH", END, 0, 0, len(names), len(names), len(directory), len(body), 0)


def directory_of(count):
    """As many entries as a directory of 16 MiB can have, of members that are all one."""
    xml = b"<MOODLE_BACKUP><COURSE>\n<HEADER>\n<ID>33</ID></HEADER></COURSE></MOODLE_BACKUP>"
    whole = zipped([("moodle.xml", xml)], zipfile.ZIP_STORED)
    entry = whole[next(entries_of(whole)):-22]
    again = entry[:28] + b"\1" + entry[29:46] + b"x"
    return (whole[:-22] + again * count + struct.pack("<4s4H2LH", END, 0, 0, (count + 1) % 65536, (count + 1) % 65536,
                                                      len(entry) + 47 * count, whole.index(entry), 0))


def bombs():
    chance = random.Random(7)
    old, new = old_members(33, chance), new_members(33, chance)
    own = dict(new)["moodle_backup.xml"]
    million = bytes(1 << 20)
    whole = zipped(old)
    yield "quoted.zip", quoted([("moodle.xml", b"")], 250)
    yield "nested.zip", zipped(old + [("course_files/a.zip", zipped([("b.zip", zipped([("z", million * 9)]))]))])
    yield "declared.zip", of_both(24, "L", lambda size: 2**32 - 2)(whole, chance)
    yield "many.zip", directory_of(350000)
    yield "long-xml.zip", zipped([("moodle.xml", b"<MOODLE_BACKUP>" + b"<COURSE>" * (12 << 20))])
    yield "long-xml.mbz", gzipped(tarred([("moodle_backup.xml", own[:300] + b"<level>" * (12 << 20))], indexed=False))
    for name, xml in (("open", b"<file>" * (1 << 20)), ("open-once-closed", b"<file></file>" + b"<file>" * (1 << 20)),
                      ("named", b"<file>" + b"<filename>" * (1 << 20) + b"</file>"), ("blank", b"<file>" + b" " * (64 << 20)),
                      ("begun", (b"<file" * 200000 + b"</file>") * 24)):
        yield f"list-{name}.mbz", gzipped(tarred([("moodle_backup.xml", own), ("files.xml", xml)], indexed=False))
    yield "hashes.mbz", gzipped(tarred([("moodle_backup.xml", own), ("files.xml", b"".join(
        b"<file><contenthash>%040x</contenthash><filename>%s</filename><filesize>1</filesize></file>" % (
            i, b"n" * (390 if i < 50000 else 1)) for i in range(495000)) + b"</files>\n")], indexed=False), 1)
    yield "zeros.mbz", zeros_of(1024, b"")
    yield "member-of-zeros.mbz", zeros_of(1024, tar_head("activities/zeros", 1 << 30))
    yield "index-of-zeros.mbz", zeros_of(256, tar_head(".ARCHIVE_INDEX", 1 << 28))
    yield "hostile-size.mbz", gzipped(tarred(new, indexed=False)[:-1024] + tar_head("x", 8 << 40) + million)
    yield "more-than-there-is.mbz", gzipped(tarred(new, indexed=False)[:-1024] + tar_head("x", 1 << 62) + million)
    yield "headers.mbz", gzipped(tar_head("x", 0) * 300000)


def tar_head(name, size):
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


def zeros_of(mebibytes, head):
    """Packed once: what stands behind a full flush refers to nothing before it, so it can be said again."""
    packer, crc, million = zlib.compressobj(9, zlib.DEFLATED, -15), zlib.crc32(head), bytes(1 << 20)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(million) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(mebibytes):
        crc = zlib.crc32(million, crc)
    return (GZIP_HEAD + first + block * mebibytes + packer.flush()
            + struct.pack("<2L", crc, (len(head) + (mebibytes << 20)) % 2**32))


# --- What is put where, and what others say of it. ---

def bases(chance, many):
    """Whole ones to be damaged, of the three kinds that there are."""
    for i in range(many):
        old, new = old_members(30 + i, chance), new_members(30 + i, chance)
        yield "old.zip", zipped(old, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])), ZIP
        yield "zip.mbz", zipped(new, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])), ZIP
        yield "tar.mbz", gzipped(tarred(new, indexed=bool(i % 3))), GZIP


def all_files():
    chance = random.Random(20081214)
    for i in range(12):
        old, new = old_members(30 + i, chance), new_members(30 + i, chance)
        for members, ending in ((old, "zip"), (new, "mbz")):
            for shape, data in good_zips(members, chance):
                yield f"good/{shape}/{i}.{ending}", data
        for shape, data in good_tars(new, chance):
            yield f"good/{shape}/{i}.mbz", data
        for ending, packed in (("zip.mbz", zipped), ("tar.mbz", lambda members: gzipped(tarred(members)))):
            yield f"bad/a file lost/{i}-{ending}", packed(new_members(30 + i, chance, True))
            for kind, share in SHARES.items():
                yield f"bad/{kind}/{i}-{ending}", packed(shortened(new, i, share))
        for kind, share in SHARES.items():
            yield f"bad/{kind}/{i}-old.zip", zipped(shortened(old, i, share), zipfile.ZIP_STORED)
    for i, (ending, data, own) in enumerate(bases(chance, 16)):
        for kind, spoil in {**ANY, **own}.items():
            spoilt = spoil(data, chance)
            if spoilt != data:
                yield f"bad/{kind}/{i}-{ending}", spoilt
    for name, data in bombs():
        yield f"bombs/{name}", data


def says(*command, given=None):
    return "g" if subprocess.run(command, stdin=given, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL).returncode == 0 else "b"


def python_says(path):
    try:
        with open(path, "rb") as file:
            if file.read(2) != b"\x1f\x8b":
                with zipfile.ZipFile(path) as archive:
                    return "g" if archive.testzip() is None else "b"
        with gzip.open(path) as file:
            while file.read(1 << 20):
                pass
        with tarfile.open(path, "r:gz") as archive:
            for info in archive:
                if info.isfile() and len(archive.extractfile(info).read()) != info.size:
                    return "b"
        return "g"
    except Exception: # whatever it stumbles over, it does not read it
        return "b"


def verdicts(path):
    with open(path, "rb") as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
    if not is_gzip:
        return path, says("unzip", "-tqq", "-P", "", path) + says(SEVEN, "t", "-mmt1", "-p", path) + python_says(path)
    both = "gzip -t <\"$0\" && tar -tzf \"$0\""
    seven = "\"$1\" t -mmt1 \"$0\" && \"$1\" x -so -tgzip \"$0\" | \"$1\" t -ttar -si"
    return path, says("sh", "-c", both, path) + says("sh", "-c", seven, path, SEVEN) + python_says(path)


def main():
    top = sys.argv[1]
    paths = []
    for name, data in all_files():
        path = os.path.join(top, name)
        put(path, data)
        if not name.startswith("bombs/"):
            paths.append(path)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, said in pool.map(verdicts, paths):
            print(os.path.relpath(path, top), said, sep="\t")


main()
