// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/dialogs.h"

namespace Nightkeep {

/// The real dialogs: the platform's file dialogs and our own plain-text questions.
class MessageDialogs final : public Dialogs
{
public:
    void confirm(QWidget *asker, const Question &question, std::function<void()> accepted) override;
    void openFile(QWidget *asker, const QString &title, const QString &filter, Given chosen) override;
    void saveFile(QWidget *asker, const QString &title, const QString &name, const QString &filter,
                  Given chosen) override;
    void askText(QWidget *asker, const QString &title, const QString &label, const QString &text, bool secret,
                 Given given) override;
    [[nodiscard]] bool openAddress(const QUrl &address) override;
};

} // namespace Nightkeep
