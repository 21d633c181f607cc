// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/requests/proposaltable.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/pagecontext.h"

#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace Nightkeep {

class ErrorBanner;

/// Puts a request to the storage team together: what to ask, with its evidence, and words of one's
/// own; the text beside it as it will be. It is copied, saved or handed to the mail program, and then
/// remembered as sent by an act of its own: nobody but the person knows whether it was.
class RequestDialog final : public InputDialog
{
    Q_OBJECT

public:
    RequestDialog(const PageContext &context, const QList<ProposedItem> &proposals, bool writable,
                  QWidget *parent = nullptr);

signals:
    void sent(); ///< it is in the workspace

private:
    [[nodiscard]] QWidget *form();
    [[nodiscard]] QWidget *buttons();
    [[nodiscard]] StorageRequest draft() const;
    void showDraft();
    void copyText();
    void copyHtml();
    void save();
    void openMail();
    void markSent();
    void noteWay(SendingWay way, const QString &sentence);

    PageContext m_context;
    bool m_writable;
    ColumnTable<ProposedItem> *m_model;
    ErrorBanner *m_error;
    QLineEdit *m_to;
    QPlainTextEdit *m_note;
    QPlainTextEdit *m_questions;
    QPlainTextEdit *m_preview;
    QLabel *m_hint;
    QList<QPushButton *> m_sending; ///< those that need something to ask
    QPushButton *m_sent = nullptr;
    std::optional<SendingWay> m_way; ///< how it left, once it has
    bool m_writing = false;
};

} // namespace Nightkeep
