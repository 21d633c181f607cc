// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

constexpr int MaxFields = 64; // of one record; every program stays far below

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

} // namespace

Result<QList<FrameRecord>> readFrame(const QByteArray &bytes, const QByteArray &program)
{
    if (bytes.isEmpty())
        return incomplete(program, Tr::tr("The answer is empty."));
    const bool terminated = bytes.endsWith('\0');
    QByteArrayList fields = bytes.split('\0');
    fields.removeLast(); // what follows the last NUL: nothing, or a broken field
    if (fields.size() < 2 || fields.at(0) != "NIGHTKEEP/1" || fields.at(1) != program) {
        if (QByteArray("NIGHTKEEP/1").startsWith(bytes.left(11)) && fields.size() < 2)
            return incomplete(program, Tr::tr("The answer ends within its header."));
        return damaged(program, Tr::tr("It begins with: %1").arg(displayPath(bytes.left(200))));
    }

    QList<FrameRecord> records;
    qsizetype at = 2;
    while (at < fields.size() && fields.at(at) == "R") {
        if (at + 2 >= fields.size())
            return incomplete(program, Tr::tr("The last record is cut."));
        bool isNumber = false;
        const int count = fields.at(at + 2).toInt(&isNumber);
        if (!isNumber || count < 0 || count > MaxFields)
            return damaged(program, Tr::tr("Record %1 has no sound field count.").arg(records.size() + 1));
        if (at + 3 + count > fields.size())
            return incomplete(program, Tr::tr("The last record is cut."));
        records.append({fields.at(at + 1), fields.mid(at + 3, count)});
        at += 3 + count;
    }
    if (at >= fields.size())
        return incomplete(program, Tr::tr("The footer is missing."));
    if (fields.at(at) != "END")
        return damaged(
            program,
            Tr::tr("After record %1 stands: %2").arg(records.size()).arg(displayPath(fields.at(at).left(200))));
    if (at + 1 >= fields.size())
        return incomplete(program, Tr::tr("The footer is cut."));
    bool isNumber = false;
    const qlonglong counted = fields.at(at + 1).trimmed().toLongLong(&isNumber);
    if (!isNumber || counted != at)
        return damaged(program,
                       Tr::tr("The footer counts %1 fields, and %2 came.").arg(displayPath(fields.at(at + 1))).arg(at));
    if (at + 2 != fields.size() || !terminated)
        return damaged(program, Tr::tr("Something follows the footer."));
    return records;
}

} // namespace Nightkeep
