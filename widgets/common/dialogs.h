// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

class QWidget;

namespace Nightkeep {

/// A decision that needs a person. Only for those: everything else is said in the page.
struct Question
{
    QString title;
    QString text; ///< what would happen, plain text
    QString details; ///< the exact SQL or command, shown in a fixed-width box; may be empty
    QString accept; ///< the button that does it, a verb: "Write 2 options"
    bool dangerous = false; ///< the safe button is the default one
};

/// All modal dialogs, behind a port so that tests answer them. Called on the window's thread.
class Dialogs
{
public:
    virtual ~Dialogs() = default;
    [[nodiscard]] virtual bool confirm(QWidget *parent, const Question &question) = 0;
    [[nodiscard]] virtual std::optional<QString> openFile(QWidget *parent, const QString &title,
                                                          const QString &filter) = 0;
    [[nodiscard]] virtual std::optional<QString> saveFile(QWidget *parent, const QString &title, const QString &name,
                                                          const QString &filter) = 0;
    [[nodiscard]] virtual std::optional<QString> askText(QWidget *parent, const QString &title, const QString &label,
                                                         const QString &text, bool secret) = 0;
    /// Hands an address to the program that the desktop has for it, such as a mailto: link to the mail
    /// program; false where there is none.
    [[nodiscard]] virtual bool openAddress(const QUrl &address) = 0;
};

} // namespace Nightkeep
