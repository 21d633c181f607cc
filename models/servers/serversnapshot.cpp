// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serversnapshot.h"

namespace Nightkeep {

QStringList probedTools()
{
    return {QStringLiteral("sh"),    QStringLiteral("find"),      QStringLiteral("tar"),     QStringLiteral("dd"),
            QStringLiteral("od"),    QStringLiteral("sync"),      QStringLiteral("df"),      QStringLiteral("cmp"),
            QStringLiteral("xargs"), QStringLiteral("sha256sum"), QStringLiteral("openssl"), QStringLiteral("setsid"),
            QStringLiteral("nohup"), QStringLiteral("timeout"),   QStringLiteral("dsmc")};
}

QByteArray probeInput(const QStringList &tools, const QList<BytePath> &folders)
{
    QByteArray input = QByteArray::number(tools.size()) + '\0';
    for (const QString &tool : tools)
        input += tool.toUtf8() + '\0';
    for (const BytePath &folder : folders)
        input += folder + '\0';
    return input;
}

} // namespace Nightkeep
