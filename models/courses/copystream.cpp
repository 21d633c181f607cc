// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/copystream.h"

#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype MostAroundACopy = 65536;

Error copyRefused(const FrameRecord &record, const CopyOrder &order, const QString &server)
{
    const QByteArray code = record.fields.value(0);
    const QString path = displayPath(order.path);
    if (code == "changed")
        return {ErrorKind::Stale, Tr::tr("%1 on %2 is another file than it was when it was listed.").arg(path, server),
                Tr::tr("Refresh the courses, then try again.")};
    if (code == "unreadable")
        return {ErrorKind::PermissionDenied, Tr::tr("%1 may not be read on %2.").arg(path, server),
                Tr::tr("Let the account that Nightkeep uses there read it.")};
    return {ErrorKind::NotFound, Tr::tr("%1 is not on %2 any more.").arg(path, server),
            Tr::tr("Refresh the courses, then try again."), displayPath(record.fields.join(", "))};
}

/// An order that names no moment is of the file as it is.
QByteArray secondsOf(const CopyOrder &order)
{
    return order.modified.isValid() ? QByteArray::number(order.modified.toSecsSinceEpoch()) : QByteArray();
}

bool isSha256(const QByteArray &text)
{
    return text.size() == 64 && QByteArray::fromHex(text).toHex() == text;
}

} // namespace

QByteArrayList copyFields(const CopyOrder &order)
{
    return {order.folder, order.path, QByteArray::number(order.bytes), secondsOf(order)};
}

CopyStream::CopyStream(CopyOrder order, OutputSink file, CopyProgram by)
    : m_by(std::move(by))
    , m_order(std::move(order))
    , m_file(std::move(file))
{
}

Result<void> CopyStream::takeFrame(QByteArrayView bytes)
{
    m_frame.append(bytes.data(), bytes.size());
    if (m_frame.size() > MostAroundACopy)
        return fail(ErrorKind::Damaged, Tr::tr("The server's answer is not that of our program."),
                    Tr::tr("Try again; if it happens again, look for what else writes there."));
    return {};
}

/// Of a file whose size only the program knows.
Result<void> CopyStream::takeSize()
{
    if (m_order.bytes >= 0)
        return {};
    bool isNumber = false;
    m_order.bytes = m_frame.split('\0').value(5).toLongLong(&isNumber);
    if (isNumber && m_order.bytes >= 0 && m_order.bytes <= m_by.mostBytes)
        return {};
    m_order.bytes = 0;
    return damagedRecord({"answer", {m_frame.right(100)}});
}

Result<void> CopyStream::take(QByteArrayView bytes)
{
    static const QByteArray mark = QByteArrayLiteral("\0R\0bytes\0000\0");
    if (!m_hasBegun) {
        const qsizetype before = m_frame.size();
        // No more of it than may stand there, for the file may come in the same piece.
        const QByteArrayView head = bytes.first(std::min(bytes.size(), MostAroundACopy - before));
        m_frame.append(head.data(), head.size());
        const qsizetype at = m_frame.indexOf(mark, std::max<qsizetype>(0, before - mark.size()));
        if (at < 0)
            return takeFrame(bytes.sliced(head.size()));
        m_hasBegun = true;
        m_frame.truncate(at + mark.size());
        bytes = bytes.sliced(m_frame.size() - before);
        if (const Result<void> sized = takeSize(); !sized)
            return sized;
    }
    const QByteArrayView file = bytes.first(std::min<qint64>(bytes.size(), m_order.bytes - m_taken));
    if (!file.isEmpty()) {
        if (const Result<void> taken = m_file(file); !taken)
            return taken;
        m_taken += file.size();
    }
    return takeFrame(bytes.sliced(file.size()));
}

Result<QByteArray> CopyStream::finish(const QString &server) const
{
    const Result<QList<FrameRecord>> records = readAnswer(m_frame, m_by.program, server);
    if (!records)
        return fail(records.error());
    QByteArrayList types;
    for (const FrameRecord &record : *records) {
        if (record.type == "refused")
            return fail(m_by.refusal ? m_by.refusal(record, server) : copyRefused(record, m_order, server));
        types.append(record.type);
    }
    if (types != QByteArrayList {"file", "bytes", "whole", "finished"} || m_taken != m_order.bytes)
        return damagedRecord({"answer", types});
    const QByteArrayList &said = records->first().fields;
    const QByteArrayList size {QByteArray::number(m_order.bytes),
                               m_order.modified.isValid() ? secondsOf(m_order) : said.value(1)};
    const QByteArray sum = records->at(2).fields.value(0);
    if (said != size || !(sum.isEmpty() || isSha256(sum)))
        return damagedRecord({"answer", types});
    return sum;
}

} // namespace Nightkeep
