// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storedvalues.h"

#include "app/apptr.h"

namespace Nightkeep {

namespace {

constexpr int longestName = 255;
constexpr int longestKey = 1020; // the key columns' size, four bytes for each character of a name

} // namespace

QString textOf(const QVariant &value)
{
    return value.typeId() == QMetaType::QByteArray ? QString::fromUtf8(value.toByteArray()) : value.toString();
}

QByteArray storableBytes(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

QByteArray lookupKey(const QString &name)
{
    return storableBytes(storable(name).toCaseFolded().toUtf8());
}

Result<QByteArray> keyOf(const QString &name, const QString &what)
{
    if (name.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The name of a %1 is empty.").arg(what),
                    AppTr::tr("Give it a name."));
    const QByteArray key = lookupKey(name);
    if (name.size() > longestName || key.size() > longestKey)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The name of the %1 %2... has more than %3 characters.")
                        .arg(what, name.left(40))
                        .arg(longestName),
                    AppTr::tr("Give it a shorter name."));
    return key;
}

} // namespace Nightkeep
