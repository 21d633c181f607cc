// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/dialogs.h"

namespace Nightkeep {

/// The real dialogs: the platform's file dialogs and our own plain-text questions.
class MessageDialogs final : public Dialogs
{
public:
    [[nodiscard]] bool confirm(QWidget *parent, const Question &question) override;
    [[nodiscard]] std::optional<QString> openFile(QWidget *parent, const QString &title,
                                                  const QString &filter) override;
    [[nodiscard]] std::optional<QString> saveFile(QWidget *parent, const QString &title, const QString &name,
                                                  const QString &filter) override;
    [[nodiscard]] std::optional<QString> askText(QWidget *parent, const QString &title, const QString &label,
                                                 const QString &text, bool secret) override;
    [[nodiscard]] bool openAddress(const QUrl &address) override;
};

} // namespace Nightkeep
