// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/copyfindertable.h"
#include "widgets/common/tabledialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;

namespace Nightkeep {

struct Job;

/// "Where is BIOC1001 as it was in June 2008?": every place, best first, until when each lasts, and the steps to get
/// it.
class FindCopyDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// What is asked first; both may be empty.
    FindCopyDialog(const PageContext &context, const QString &site, const QString &course, QWidget *parent);
    ~FindCopyDialog() override;

private:
    void buildQuestion(const QString &course);
    void buildAnswer();
    void readSites(const QString &chosen);
    void find(bool asks);
    void showFound(const Result<FoundCopies> &found, const QString &course, const QDate &day);
    void showChosen();
    void copySteps();
    void takeOut();
    void bringHere(const FoundCopy &copy); ///< of the server
    void extract(const FoundCopy &copy); ///< of an archive on its server
    void showProgress(const Job &job);
    void setJob(quint64 job); ///< 0: nothing is asked of a server

    ColumnTable<FoundCopyRow> *m_model;
    QComboBox *m_site;
    QLineEdit *m_course;
    QCheckBox *m_hasDay;
    QDateEdit *m_day;
    QPushButton *m_find;
    QPushButton *m_ask;
    QPushButton *m_copySteps;
    QPushButton *m_takeOut;
    QPlainTextEdit *m_steps;
    QStringList m_question; ///< to which the table is the answer
    QStringList m_notAsked;
    quint64 m_finding = 0; ///< only the latest answer is shown
    quint64 m_job = 0;
};

} // namespace Nightkeep
