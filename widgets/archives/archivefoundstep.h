// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplantable.h"
#include "models/base/progress.h"
#include "widgets/common/pagecontext.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTabBar;
class QVBoxLayout;

namespace Nightkeep {

class AnswerLine;
class DataTable;

/// The second step: what would be archived, what is damaged and what is missing, part by part; what is to be done about
/// each course without, and why a person finds the rest right all the same.
class ArchiveFoundStep final : public QWidget
{
    Q_OBJECT

public:
    ArchiveFoundStep(const PageContext &context, QWidget *parent);

    void showLooking();
    void showProgress(const Progress &progress);
    /// `note`: a line before all that is to be known of it. Of a plan in the place of another the note and the part
    /// that is shown stay.
    void showPlan(const ArchivePlan &plan, const QString &note = {});
    void showNothing(const QString &why);
    /// Why the warnings need no more attention; empty: they stay open.
    [[nodiscard]] QString reason() const;

signals:
    void stopRequested();
    void lookRequested();
    void courseWanted(qint64 course); ///< to be backed up again, on its page
    void insteadWanted(const QList<Nightkeep::BytePath> &paths);
    void accepted(const QList<qint64> &courses, const QString &reason); ///< that they are without
    void keepWanted();
    void compareWanted();
    void failed(const Nightkeep::Error &error);

private:
    void buildProgress(QVBoxLayout *column);
    void buildTable(QVBoxLayout *column);
    void buildDecisions(QVBoxLayout *column);
    void buildButtons(QVBoxLayout *column);
    void showRows();
    [[nodiscard]] QList<ArchiveWarning> chosenWithout() const; ///< that nobody has accepted
    void updateDecisions();
    void acceptChosen();
    void showIdle(QWidget *next); ///< what has the keyboard then; the stop button while it looks
    void copy();
    void save();
    void saveWhole();

    PageContext m_context;
    AnswerLine *m_answer;
    QWidget *m_looking;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    QTabBar *m_parts;
    DataTable *m_table;
    ColumnTable<ArchivePlanRow> *m_model;
    QLabel *m_remarks;
    QWidget *m_deciding;
    QPushButton *m_course;
    QPushButton *m_instead;
    QPushButton *m_accept;
    QWidget *m_accepting;
    QLineEdit *m_reason;
    QPushButton *m_again;
    QPushButton *m_copy;
    QPushButton *m_save;
    QPushButton *m_keep;
    QPushButton *m_whole;
    QPushButton *m_compare;
    std::optional<ArchivePlan> m_plan;
    QString m_note;
};

} // namespace Nightkeep
