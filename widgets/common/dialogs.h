// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <functional>

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
    QString reject = {}; ///< the other button, where "Leave it as it is" does not say it
};

/// All modal dialogs, behind a port so that tests answer them. Called on the window's thread, they never
/// block: a page may be deleted while its dialog is open, and nothing may be on the stack then. The answer
/// comes while `asker` lives, or not at all; nothing is called where the person chose nothing.
class Dialogs
{
public:
    using Given = std::function<void(const QString &)>;

    virtual ~Dialogs() = default;
    virtual void confirm(QWidget *asker, const Question &question, std::function<void()> accepted) = 0;
    virtual void openFile(QWidget *asker, const QString &title, const QString &filter, Given chosen) = 0;
    virtual void saveFile(QWidget *asker, const QString &title, const QString &name, const QString &filter,
                          Given chosen) = 0;
    virtual void askText(QWidget *asker, const QString &title, const QString &label, const QString &text, bool secret,
                         Given given) = 0;
    /// Hands an address to the program that the desktop has for it, such as a mailto: link to the mail
    /// program; false where there is none.
    [[nodiscard]] virtual bool openAddress(const QUrl &address) = 0;
};

} // namespace Nightkeep
