// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <QByteArrayView>

#include <algorithm>
#include <optional>

namespace Nightkeep {

namespace {

constexpr int MaxFields = 64; // of one record; every program stays far below
constexpr qsizetype NamedBytes = 200; // of what is not understood

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

/// Fields one after another, as views: an answer may consist of nothing but NULs.
class FieldReader
{
public:
    explicit FieldReader(const QByteArray &bytes)
        : m_bytes(bytes)
    {
    }

    /// Nothing where no whole field follows.
    std::optional<QByteArrayView> next()
    {
        const qsizetype end = m_bytes.indexOf('\0', m_at);
        if (end < 0)
            return std::nullopt;
        const QByteArrayView field = m_bytes.sliced(m_at, end - m_at);
        m_at = end + 1;
        ++m_count;
        return field;
    }
    [[nodiscard]] qsizetype count() const { return m_count; }
    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    qsizetype m_count = 0;
};

Result<void> readHeader(FieldReader &reader, const QByteArray &bytes, const QByteArray &program)
{
    const auto mark = reader.next();
    const auto name = mark ? reader.next() : std::nullopt;
    if (name && *mark == "NIGHTKEEP/1" && *name == program)
        return {};
    if (!name && QByteArray("NIGHTKEEP/1").startsWith(bytes.left(11)))
        return incomplete(program, Tr::tr("The answer ends within its header."));
    return damaged(program, Tr::tr("It begins with: %1").arg(displayPath(bytes.left(NamedBytes))));
}

/// The next record, after its "R".
Result<FrameRecord> readRecord(FieldReader &reader, const QByteArray &program, const QList<FrameRecord> &before)
{
    const auto type = reader.next();
    const auto written = type ? reader.next() : std::nullopt;
    if (!written)
        return incomplete(program, Tr::tr("The last record is cut."));
    bool isNumber = false;
    const int count = written->toInt(&isNumber);
    if (!isNumber || count < 0 || count > MaxFields)
        return damaged(program, Tr::tr("Record %1 has no sound field count.").arg(before.size() + 1));
    FrameRecord record;
    // Thousands of one type share their name.
    record.type = !before.isEmpty() && before.last().type == *type ? before.last().type : type->toByteArray();
    record.fields.reserve(count);
    for (int i = 0; i < count; ++i) {
        const auto field = reader.next();
        if (!field)
            return incomplete(program, Tr::tr("The last record is cut."));
        record.fields.append(field->toByteArray());
    }
    return record;
}

Result<void> readFooter(FieldReader &reader, const QByteArray &program)
{
    const qsizetype came = reader.count() - 1; // before "END"
    const auto count = reader.next();
    if (!count)
        return incomplete(program, Tr::tr("The footer is cut."));
    bool isNumber = false;
    const qlonglong counted = count->trimmed().toLongLong(&isNumber);
    if (!isNumber || counted != came) {
        const QByteArray named = count->first(std::min(count->size(), NamedBytes)).toByteArray();
        return damaged(program, Tr::tr("The footer counts %1 fields, and %2 came.").arg(displayPath(named)).arg(came));
    }
    if (!reader.atEnd())
        return damaged(program, Tr::tr("Something follows the footer."));
    return {};
}

} // namespace

Result<QList<FrameRecord>> readFrame(const QByteArray &bytes, const QByteArray &program)
{
    if (bytes.isEmpty())
        return incomplete(program, Tr::tr("The answer is empty."));
    if (bytes.size() > MaxFrameBytes)
        return tooLarge(program, Tr::tr("It has %1 bytes, and %2 are read.").arg(bytes.size()).arg(MaxFrameBytes));
    FieldReader reader(bytes);
    if (const Result<void> header = readHeader(reader, bytes, program); !header)
        return fail(header.error());
    QList<FrameRecord> records;
    qsizetype memory = 0;
    while (const auto field = reader.next()) {
        if (*field == "END") {
            const Result<void> footer = readFooter(reader, program);
            return footer ? Result<QList<FrameRecord>>(records) : fail(footer.error());
        }
        if (*field != "R") {
            const QByteArray named = field->first(std::min(field->size(), NamedBytes)).toByteArray();
            return damaged(program, Tr::tr("After record %1 stands: %2").arg(records.size()).arg(displayPath(named)));
        }
        if (records.size() == MaxFrameRecords)
            return tooLarge(program, Tr::tr("It has more than %1 records.").arg(MaxFrameRecords));
        Result<FrameRecord> record = readRecord(reader, program, records);
        if (!record)
            return fail(record.error());
        memory += memoryOf(*record);
        if (memory > MaxFrameMemory)
            return tooLarge(program,
                            Tr::tr("Its first %1 records need more than %2 MiB of memory.")
                                .arg(records.size() + 1)
                                .arg(MaxFrameMemory / (1024 * 1024)));
        records.append(std::move(*record));
    }
    return incomplete(program, Tr::tr("The footer is missing."));
}

} // namespace Nightkeep
