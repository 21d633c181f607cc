// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int MaxFields = 64; // of one record; every program stays far below
constexpr qsizetype NamedBytes = 200; // of what is not understood
constexpr char FrameMark[] = "NIGHTKEEP/1";

/// What a record costs in memory, rounded up: its places in growing lists, and the head of each piece of bytes.
qsizetype memoryOf(const FrameRecord &record)
{
    constexpr qsizetype OfRecord = 2 * sizeof(FrameRecord) + 32;
    constexpr qsizetype OfBytes = 40;
    qsizetype sum = OfRecord;
    for (const QByteArray &field : record.fields)
        sum += qsizetype(sizeof(QByteArray)) + (field.isEmpty() ? 0 : OfBytes + field.size());
    return sum;
}

Unexpected incomplete(const QByteArray &program, const QString &detail)
{
    return fail(ErrorKind::Incomplete,
                Tr::tr("The server's answer to \"%1\" broke off before its end.").arg(displayPath(program)),
                Tr::tr("What was known before is kept. Ask again; if it stays so, look at the connection."), detail);
}

Unexpected damaged(const QByteArray &program, const QString &detail)
{
    return fail(
        ErrorKind::Damaged,
        Tr::tr("The server's answer to \"%1\" is not in the form that was asked for.").arg(displayPath(program)),
        Tr::tr("See whether the account's login script prints text; it must be silent. Then ask again."), detail);
}

Unexpected tooLarge(const QByteArray &program, const QString &detail)
{
    return fail(
        ErrorKind::Damaged,
        Tr::tr("The server's answer to \"%1\" is larger than any that Nightkeep reads.").arg(displayPath(program)),
        Tr::tr("What was known before is kept. See whether the folder asked about is the right one, and what "
               "on the server has grown so large."),
        detail);
}

QByteArray frameBeginning(QByteArrayView field)
{
    return field.first(std::min(field.size(), NamedBytes)).toByteArray();
}

} // namespace

FrameReader::FrameReader(const QByteArray &program, qint64 mostBytes, Sink sink)
    : m_program(program)
    , m_mostBytes(mostBytes)
    , m_sink(std::move(sink))
{
}

Result<void> FrameReader::take(QByteArrayView piece)
{
    m_bytes += piece.size();
    if (m_bytes > m_mostBytes)
        return tooLarge(m_program, Tr::tr("It has %1 bytes, and %2 are read.").arg(m_bytes).arg(m_mostBytes));
    for (qsizetype end = piece.indexOf('\0'); end >= 0; end = piece.indexOf('\0')) {
        const bool isWhole = m_rest.isEmpty(); // in this piece
        if (!isWhole)
            m_rest.append(piece.first(end));
        const Result<void> taken = takeField(isWhole ? piece.first(end) : QByteArrayView(m_rest));
        if (!taken)
            return taken;
        if (!isWhole)
            m_rest.resize(0);
        piece = piece.sliced(end + 1);
    }
    m_rest.append(piece);
    if (m_rest.isEmpty())
        return {};
    // What cannot become a header any more is none, however much follows.
    const QByteArray header = m_awaited == Awaited::Mark ? QByteArray(FrameMark) : m_program;
    if ((m_awaited == Awaited::Mark || m_awaited == Awaited::Program) && !header.startsWith(m_rest))
        return takeHeader(m_rest);
    if (m_awaited == Awaited::Nothing)
        return takeField({});
    if (m_rest.size() > MaxFrameField)
        return tooLarge(m_program, Tr::tr("A field of it has more than %1 bytes.").arg(MaxFrameField));
    return {};
}

Result<void> FrameReader::finish()
{
    switch (m_awaited) {
    case Awaited::Mark:
    case Awaited::Program:
        return incomplete(m_program,
                          m_bytes == 0 ? Tr::tr("The answer is empty.") : Tr::tr("The answer ends within its header."));
    case Awaited::Type:
    case Awaited::Count:
    case Awaited::Field:
        return incomplete(m_program, Tr::tr("The last record is cut."));
    case Awaited::Next:
        return incomplete(m_program, Tr::tr("The footer is missing."));
    case Awaited::Footer:
        return incomplete(m_program, Tr::tr("The footer is cut."));
    case Awaited::Nothing:
        break;
    }
    return {};
}

Result<void> FrameReader::takeField(QByteArrayView field)
{
    ++m_fields;
    switch (m_awaited) {
    case Awaited::Mark:
    case Awaited::Program:
        return takeHeader(field);
    case Awaited::Next:
        return takeNext(field);
    case Awaited::Type:
        if (m_record.type != field) // thousands of one type share their name
            m_record.type = field.toByteArray();
        m_awaited = Awaited::Count;
        return {};
    case Awaited::Count:
        return takeCount(field);
    case Awaited::Field:
        m_record.fields.append(field.toByteArray());
        return --m_left == 0 ? giveOn() : Result<void>();
    case Awaited::Footer:
        m_awaited = Awaited::Nothing;
        return takeFooter(field);
    case Awaited::Nothing:
        break;
    }
    return damaged(m_program, Tr::tr("Something follows the footer."));
}

Result<void> FrameReader::takeHeader(QByteArrayView field)
{
    const bool isMark = m_awaited == Awaited::Mark;
    if (field != (isMark ? QByteArrayView(FrameMark) : QByteArrayView(m_program))) {
        QByteArray begin = frameBeginning(field);
        if (!isMark)
            begin.prepend(FrameMark + QByteArray(1, '\0'));
        return damaged(m_program, Tr::tr("It begins with: %1").arg(displayPath(begin)));
    }
    m_awaited = isMark ? Awaited::Program : Awaited::Next;
    return {};
}

Result<void> FrameReader::takeNext(QByteArrayView field)
{
    if (field != "R" && field != "END")
        return damaged(m_program,
                       Tr::tr("After record %1 stands: %2").arg(m_records).arg(displayPath(frameBeginning(field))));
    m_awaited = field == "R" ? Awaited::Type : Awaited::Footer;
    return {};
}

Result<void> FrameReader::takeCount(QByteArrayView field)
{
    bool isNumber = false;
    m_left = field.toInt(&isNumber);
    if (!isNumber || m_left < 0 || m_left > MaxFields)
        return damaged(m_program, Tr::tr("Record %1 has no sound field count.").arg(m_records + 1));
    m_record.fields = {};
    m_record.fields.reserve(m_left);
    m_awaited = Awaited::Field;
    return m_left == 0 ? giveOn() : Result<void>();
}

Result<void> FrameReader::giveOn()
{
    ++m_records;
    m_awaited = Awaited::Next;
    return m_sink(m_record);
}

Result<void> FrameReader::takeFooter(QByteArrayView field) const
{
    const qint64 came = m_fields - 2; // before "END"
    bool isNumber = false;
    const qlonglong counted = field.trimmed().toLongLong(&isNumber);
    if (isNumber && counted == came)
        return {};
    return damaged(
        m_program,
        Tr::tr("The footer counts %1 fields, and %2 came.").arg(displayPath(frameBeginning(field))).arg(came));
}

Result<QList<FrameRecord>> readFrame(const QByteArray &bytes, const QByteArray &program)
{
    QList<FrameRecord> records;
    qsizetype memory = 0;
    FrameReader reader(program, MaxFrameBytes, [&](const FrameRecord &record) -> Result<void> {
        if (records.size() == MaxFrameRecords)
            return tooLarge(program, Tr::tr("It has more than %1 records.").arg(MaxFrameRecords));
        memory += memoryOf(record);
        if (memory > MaxFrameMemory)
            return tooLarge(program,
                            Tr::tr("Its first %1 records need more than %2 MiB of memory.")
                                .arg(records.size() + 1)
                                .arg(MaxFrameMemory / (1024 * 1024)));
        records.append(record);
        return {};
    });
    const Result<void> taken = reader.take(bytes);
    const Result<void> whole = taken ? reader.finish() : taken;
    return whole ? Result<QList<FrameRecord>>(records) : fail(whole.error());
}

} // namespace Nightkeep
