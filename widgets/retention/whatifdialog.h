// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentiontables.h"
#include "widgets/common/tabledialog.h"

#include <QTimer>

class QComboBox;
class QListWidget;
class QPushButton;

namespace Nightkeep {

class NightStrip;
class PolicyEditor;

/// Whether moving figures can keep a promise: one of nights that can be restored.
[[nodiscard]] bool isProposedFor(const Promise &promise);

/// "What if": the figures of a site's policy to be moved, and at each step what they would give beside what they give
/// now. Nothing of it is written anywhere: what is agreed is agreed on the page.
class WhatIfDialog final : public TableDialog
{
    Q_OBJECT

public:
    WhatIfDialog(const PageContext &context, const RetentionView &view, QWidget *parent);
    ~WhatIfDialog() override; ///< stops what is looked for

    void chooseGoal(bool dumps); ///< nights of the database, or of the courses
    void propose(); ///< looks for the smallest changes that keep the promise which is chosen
    [[nodiscard]] const RetentionPolicy &policy() const;

private:
    [[nodiscard]] QStringList fields() const override; ///< figures that were moved; what is looked for is none
    [[nodiscard]] QWidget *buildLeft();
    [[nodiscard]] QWidget *buildRight();
    void fillGoals();
    void showOutcome(); ///< is reckoned aside, and shown when it is there
    void stopReckoning();
    void reset();
    void assume();
    void stop();
    void showProposals(const Result<QList<PolicyProposal>> &proposals, const RetentionPolicy &policy,
                       const ProposalGoal &goal);
    void showNoProposal(const RetentionPolicy &policy, const ProposalGoal &goal);
    void takeProposal(int row);

    RetentionView m_view;
    ColumnTable<OutcomeLine> *m_model;
    PolicyEditor *m_editor;
    NightStrip *m_strip;
    QComboBox *m_goal;
    QListWidget *m_list;
    QPushButton *m_propose;
    QPushButton *m_stop;
    QPushButton *m_reset;
    QPushButton *m_assume;
    QList<ProposalGoal> m_goals;
    QList<PolicyProposal> m_proposals;
    QTimer m_soon; ///< many steps of a slider are one reckoning
    quint64 m_job = 0;
    quint64 m_reckoning = 0; ///< the job
    quint64 m_moved = 0; ///< what was reckoned of figures that were moved since is not shown
    quint64 m_asked = 0; ///< an answer to an older question is not shown
};

} // namespace Nightkeep
