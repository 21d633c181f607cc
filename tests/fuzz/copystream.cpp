// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/copystream.h"
#include "tests/fuzz/fuzz.h"

#include <QTimeZone>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    qint64 taken = 0;
    CopyStream stream({"/data", "a.zip", 5, QDateTime::fromSecsSinceEpoch(1229223660, QTimeZone::utc())},
                      [&taken](QByteArrayView bytes) -> Result<void> {
                          taken += bytes.size();
                          return {};
                      });
    for (qsizetype at = 0; at < data.size(); at += 7) {
        const QByteArray piece = data.mid(at, 7);
        if (!stream.take(piece))
            return false;
    }
    if (taken > 5)
        qFatal("more than was asked for was taken");
    return stream.finish(QStringLiteral("moodle-b")).has_value();
}

QByteArrayList seeds()
{
    return {QByteArrayLiteral("NIGHTKEEP/1\0fetch\0R\0file\0002\0005\0001229223660\0R\0bytes\0000\00012345"
                              "R\0whole\0001\0\0R\0finished\0000\0END\00017\0")};
}
