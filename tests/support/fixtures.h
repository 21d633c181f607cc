// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of tests/fixtures.
#pragma once

#include <QFile>

namespace Nightkeep {

inline QString fixturePath(QAnyStringView name)
{
    return qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + QStringLiteral("/tests/fixtures/") + name.toString();
}

inline QByteArray readFixture(QAnyStringView name)
{
    QFile file(fixturePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace Nightkeep
