// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/wikipage.h"

/// Answers with the tables, or the error, that it was given.
class FakeWikiPageReader final : public Nightkeep::WikiPageReader
{
public:
    Nightkeep::Result<QList<Nightkeep::WikiTable>> answer = QList<Nightkeep::WikiTable>();
    mutable QString asked;

    [[nodiscard]] Nightkeep::Result<QList<Nightkeep::WikiTable>> readFile(const QString &fileName) const override
    {
        asked = fileName;
        return answer;
    }

    [[nodiscard]] Nightkeep::Result<QList<Nightkeep::WikiTable>> read(const QByteArray &) const override
    {
        return answer;
    }
};
