// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/dialogs.h"

#include <QList>

namespace Nightkeep {

/// Answers every dialog with what the test has set beforehand, and keeps what was asked.
/// Used on the window's thread alone.
class FakeDialogs final : public Dialogs
{
public:
    bool answer = false;
    std::optional<QString> fileToOpen;
    std::optional<QString> fileToSave;
    std::optional<QString> textToGive;
    QList<Question> questions;
    QStringList labels; ///< of askText
    bool opens = true; ///< whether there is a program for an address
    QList<QUrl> opened; ///< nothing is ever launched

    [[nodiscard]] bool confirm(QWidget *, const Question &question) override
    {
        questions.append(question);
        return answer;
    }
    [[nodiscard]] std::optional<QString> openFile(QWidget *, const QString &, const QString &) override
    {
        return fileToOpen;
    }
    [[nodiscard]] std::optional<QString> saveFile(QWidget *, const QString &, const QString &, const QString &) override
    {
        return fileToSave;
    }
    [[nodiscard]] std::optional<QString> askText(QWidget *, const QString &, const QString &label, const QString &,
                                                 bool) override
    {
        labels.append(label);
        return textToGive;
    }
    [[nodiscard]] bool openAddress(const QUrl &address) override
    {
        opened.append(address);
        return opens;
    }
};

} // namespace Nightkeep
