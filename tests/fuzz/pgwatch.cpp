// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations with PostgreSQL: before each packet a letter says who sends it.
#include "app/mysql/pgwatch.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/pgpackets.h"

#include <algorithm>

using namespace Nightkeep;

namespace {

QByteArray written(const PgPackets::Talk &talk)
{
    QByteArray bytes;
    for (const PgPackets::Said &said : talk)
        bytes += (said.byServer ? 'S' : 'C') + said.packet;
    return bytes;
}

} // namespace

bool fuzz(const QByteArray &data)
{
    PgWatch watch(QStringLiteral("db"), QStringLiteral("workspace"), QStringLiteral("moodle"));
    for (qsizetype at = 0; at < data.size();) {
        const WireWatch::Side side = data.at(at++) == 'C' ? WireWatch::Side::Client : WireWatch::Side::Server;
        const qsizetype header = watch.headerSizeOf(side);
        if (data.size() - at < header)
            return false;
        const qsizetype size =
            std::max(header, watch.packetSize(side, QByteArrayView(data).sliced(at, header))); // as the relay has it
        if (data.size() - at < size)
            return false;
        QByteArray packet = data.mid(at, size);
        at += size;
        if (!(side == WireWatch::Side::Client ? watch.fromClient(packet) : watch.fromServer(packet)))
            return false;
    }
    return watch.isIdle();
}

QByteArrayList seeds()
{
    return {written(PgPackets::scramLogin() + PgPackets::statements()),
            written(PgPackets::md5Login() + PgPackets::statements()),
            written(PgPackets::Talk {{false, PgPackets::startup()}} + PgPackets::letIn())};
}
