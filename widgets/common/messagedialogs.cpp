// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/messagedialogs.h"

#include "widgets/common/openmodal.h"
#include "widgets/common/questiondialog.h"
#include "widgets/common/textdialog.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileDialog>

namespace Nightkeep {

namespace {

QWidget *outermost(QWidget *widget)
{
    while (QWidget *parent = widget->parentWidget())
        widget = parent;
    return widget;
}

/// Qt's own file dialog asks questions from its stack, as before it replaces a file. So it belongs to the
/// window, and closes with its asker only while it asks nothing itself.
void openFileDialog(QFileDialog *dialog, QWidget *asker, Dialogs::Given chosen)
{
    dialog->setObjectName(QStringLiteral("fileDialog"));
    QObject::connect(dialog, &QFileDialog::fileSelected, asker, std::move(chosen));
    QObject::connect(asker, &QObject::destroyed, dialog, [dialog] {
        if (QApplication::activeModalWidget() == dialog)
            dialog->reject();
    });
    openModal(dialog);
}

} // namespace

void MessageDialogs::confirm(QWidget *asker, const Question &question, std::function<void()> accepted)
{
    auto *dialog = new QuestionDialog(question, asker);
    if (accepted)
        QObject::connect(dialog, &QDialog::accepted, asker, std::move(accepted));
    openModal(dialog);
}

void MessageDialogs::openFile(QWidget *asker, const QString &title, const QString &filter, Given chosen)
{
    auto *dialog = new QFileDialog(outermost(asker), title, {}, filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    openFileDialog(dialog, asker, std::move(chosen));
}

void MessageDialogs::saveFile(QWidget *asker, const QString &title, const QString &name, const QString &filter,
                              Given chosen)
{
    auto *dialog = new QFileDialog(outermost(asker), title, {}, filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    openFileDialog(dialog, asker, std::move(chosen));
}

void MessageDialogs::askText(QWidget *asker, const QString &title, const QString &label, const QString &text,
                             bool secret, Given given)
{
    auto *dialog = new TextDialog(title, label, text, secret, asker);
    QObject::connect(dialog, &QDialog::accepted, asker, [dialog, given = std::move(given)] { given(dialog->text()); });
    openModal(dialog);
}

bool MessageDialogs::openAddress(const QUrl &address)
{
    return QDesktopServices::openUrl(address);
}

} // namespace Nightkeep
