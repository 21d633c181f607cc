// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/copyreader.h"
#include "tests/fuzz/fuzz.h"

#include <QBuffer>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    QByteArray bytes = data;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return false;
    const Result<ReadCopy> read = readCopy(buffer, CancelToken());
    if (read && read->check.isDoubtful() && read->check.level > ZipLevel::ReadThrough)
        qFatal("a faulty backup is complete");
    return read && read->check.level >= ZipLevel::Closed;
}

/// A stored moodle.xml, and a gzip of a tar with a moodle_backup.xml of one block.
QByteArrayList seeds()
{
    return {QByteArray::fromBase64(
                "UEsDBBQAAAAAACAYjjlbXEfCcAAAAHAAAAAKAAAAbW9vZGxlLnhtbDxNT09ETEVfQkFDS1VQPjxJTkZPPjxEQVRFPjEyMjkyMjM2"
                "NjA8L0RBVEU+PC9JTkZPPjxDT1VSU0U+PEhFQURFUj48SUQ+MzM8L0lEPjwvSEVBREVSPjwvQ09VUlNFPjwvTU9PRExFX0JBQ0tV"
                "UD5QSwECFAMUAAAAAAAgGI45W1xHwnAAAABwAAAACgAAAAAAAAAAAAAAgAEAAAAAbW9vZGxlLnhtbFBLBQYAAAAAAQABADgAAACY"
                "AAAAAAA="),
            QByteArray::fromBase64(
                "H4sIAAAAAAACA8vNz0/JSY1PSkzOLi3Qq8jNYaA+MAACMxMTMA0E6LSBoaERnA0WBwqYmTIoGDDQAZQWlyQWAa1nGJnAJhc5AdjZ"
                "5BdlpmfmJebEJ+eXFhWnxmem2Bkb2+hjEbbRR9XKMApGwSgYBaNgCAEAcmYURAAIAAA=")};
}
