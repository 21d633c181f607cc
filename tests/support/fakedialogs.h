// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/dialogs.h"

#include <QList>

#include <optional>

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

    void confirm(QWidget *, const Question &question, std::function<void()> accepted) override
    {
        questions.append(question);
        if (answer && accepted)
            accepted();
    }
    void openFile(QWidget *, const QString &, const QString &, Given chosen) override
    {
        if (fileToOpen)
            chosen(*fileToOpen);
    }
    void saveFile(QWidget *, const QString &, const QString &, const QString &, Given chosen) override
    {
        if (fileToSave)
            chosen(*fileToSave);
    }
    void askText(QWidget *, const QString &, const QString &label, const QString &, bool, Given given) override
    {
        labels.append(label);
        if (textToGive)
            given(*textToGive);
    }
    [[nodiscard]] bool openAddress(const QUrl &address) override
    {
        opened.append(address);
        return opens;
    }
};

} // namespace Nightkeep
