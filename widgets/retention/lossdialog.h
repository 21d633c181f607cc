// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentionservice.h"
#include "models/retention/whatif.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QComboBox;
class QDateEdit;
class QDateTimeEdit;
class QPlainTextEdit;

namespace Nightkeep {

class AnswerLine;

/// "After a loss…": what was lost, on which day, and when it was noticed; what comes back, how old it is, and what to
/// do, to be copied.
class LossDialog final : public QDialog
{
    Q_OBJECT

public:
    LossDialog(const PageContext &context, const RetentionView &view, const QList<ErasureRecord> &erasures,
               QWidget *parent);

private:
    void answer();
    void copy();

    PageContext m_context;
    RetentionView m_view;
    QList<ErasureRecord> m_erasures;
    QComboBox *m_what;
    QDateEdit *m_lost;
    QDateTimeEdit *m_noticed;
    AnswerLine *m_answer;
    QPlainTextEdit *m_steps;
    QString m_text; ///< all of it
};

} // namespace Nightkeep
