// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/whatifdialog.h"

#include "models/jobs/jobrunner.h"
#include "widgets/common/datatable.h"
#include "widgets/common/nightstrip.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/retention/policyeditor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace Nightkeep {

namespace {

/// By the rules of a policy alone; takes a few milliseconds for the nights of a picture.
NightPicture whatIfNights(const RetentionView &view, const RetentionPolicy &policy)
{
    RetentionView changed = view;
    const WallMinute now = wallMinute(view.now);
    changed.policy = policy;
    changed.courses = policy.course ? playCourse(*policy.course, policy.storage, now) : QList<RestorePoint>();
    changed.dumps = policy.dumps ? playDumps(*policy.dumps, policy.dumpStorage, now) : QList<RestorePoint>();
    return {view.nights.first, view.nights.last, idealNights(changed, view.nights.first)};
}

bool isWhatIfWhole(const RetentionPolicy &policy)
{
    return policy.course && policy.storage && policy.dumps && policy.dumpStorage;
}

} // namespace

WhatIfDialog::WhatIfDialog(const PageContext &context, const RetentionView &view, QWidget *parent)
    : TableDialog(context, QStringLiteral("whatIf"), QStringLiteral("what-if.csv"), parent)
    , m_view(view)
    , m_before(outcomeOf(view.policy, wallMinute(view.now), view.sizes))
    , m_model(new ColumnTable(outcomeDescription(), this))
    , m_editor(new PolicyEditor(this))
    , m_strip(new NightStrip(QStringLiteral("whatIfStrip"), tr("Nights that could be restored after the change"),
                             tr("Nothing is known of the rules yet."), this))
    , m_goal(new QComboBox(this))
    , m_list(new QListWidget(this))
    , m_propose(addButton(QStringLiteral("whatIfPropose"), tr("Propose")))
    , m_stop(addButton(QStringLiteral("whatIfStop"), tr("Stop")))
    , m_reset(addButton(QStringLiteral("whatIfReset"), tr("As it is")))
    , m_assume(addButton(QStringLiteral("whatIfAssume"), tr("Try usual figures")))
{
    setWindowTitle(tr("What if: %1", "a site").arg(visibleText(view.site.name)));
    auto *parts = new QSplitter(Qt::Horizontal, this);
    parts->setObjectName(QStringLiteral("whatIfParts"));
    parts->addWidget(buildLeft());
    parts->addWidget(buildRight());
    parts->setSizes({2000, 3000});
    content()->addWidget(parts, 1);
    rememberSplitter(parts, context.settings, QStringLiteral("whatIf"));
    m_reset->setToolTip(tr("All figures as they are now"));
    m_assume->setToolTip(
        tr("Tries 2 copies for 30 days, 1 copy for 60 days once the file is deleted, where figures are "
           "not known: it shows what they would give, and not what is so"));
    m_stop->setEnabled(false);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &WhatIfDialog::showOutcome);
    connect(m_editor, &PolicyEditor::policyChanged, this, [this] { m_soon.start(0); });
    connect(m_propose, &QPushButton::clicked, this, &WhatIfDialog::propose);
    connect(m_stop, &QPushButton::clicked, this, &WhatIfDialog::stop);
    connect(m_reset, &QPushButton::clicked, this, &WhatIfDialog::reset);
    connect(m_assume, &QPushButton::clicked, this, &WhatIfDialog::assume);
    fillGoals();
    begin(150, 44);
    reset();
}

WhatIfDialog::~WhatIfDialog()
{
    stop();
}

QWidget *WhatIfDialog::buildLeft()
{
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("whatIfFigures"));
    area->setAccessibleName(tr("Figures of the policy"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(m_editor);
    return area;
}

QWidget *WhatIfDialog::buildRight()
{
    auto *right = new QWidget(this);
    setModel(m_model, tr("Nothing is known of the rules yet."));
    table()->filterRow()->hide(); // there are few rows
    m_goal->setObjectName(QStringLiteral("whatIfGoal"));
    m_goal->setAccessibleName(tr("Which promise is to be kept"));
    m_goal->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_goal->setMinimumContentsLength(20);
    m_list->setObjectName(QStringLiteral("whatIfProposals"));
    m_list->setAccessibleName(tr("Proposals, the cheapest first"));
    m_list->setWordWrap(true);
    m_list->setMinimumHeight(m_list->fontMetrics().lineSpacing() * 3);
    auto *goal = new QHBoxLayout;
    auto *title = plainLabel(right, tr("Look for a change that gives:"));
    title->setWordWrap(false);
    title->setBuddy(m_goal);
    goal->addWidget(title);
    goal->addWidget(m_goal, 1);
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins({});
    layout->addWidget(m_strip, 2);
    layout->addWidget(table(), 3);
    layout->addLayout(goal);
    layout->addWidget(m_list, 2);
    connect(m_list, &QListWidget::currentRowChanged, this, &WhatIfDialog::takeProposal);
    return right;
}

/// As the promises say; where none has a figure, the page's 60 days.
void WhatIfDialog::fillGoals()
{
    int days = 60;
    for (const PromiseVerdict &verdict : std::as_const(m_view.promises)) {
        const Promise &promise = verdict.promise;
        if (promise.subject == PromiseSubject::CourseNights && promise.side == PromiseSide::AtLeast && promise.figure
            && promise.unit == PromiseUnit::Days && promise.category.isEmpty())
            days = *promise.figure;
    }
    m_goals = {{false, days, days}, {true, days, days}};
    m_goal->addItem(tr("each of the last %n nights, of every course", nullptr, days));
    m_goal->addItem(tr("each of the last %n nights, of the database", nullptr, days));
}

const RetentionPolicy &WhatIfDialog::policy() const
{
    return m_editor->policy();
}

void WhatIfDialog::showOutcome()
{
    m_soon.stop();
    const RetentionPolicy &changed = m_editor->policy();
    const PolicyOutcome after = outcomeOf(changed, wallMinute(m_view.now), m_view.sizes);
    m_model->setRows(outcomeLines(m_before, after));
    m_strip->setPicture(whatIfNights(m_view, changed));
    const PageAnswer answer = outcomeAnswer(m_before, after);
    setAnswer(answer.state, answer.sentence, policyChanges(m_view.policy, changed).join(QStringLiteral("; ")));
    m_assume->setVisible(!isWhatIfWhole(changed));
    m_reset->setEnabled(changed != m_view.policy);
}

void WhatIfDialog::reset()
{
    m_editor->setPolicy(m_view.policy);
    m_list->setCurrentRow(-1);
    showOutcome();
}

void WhatIfDialog::assume()
{
    RetentionPolicy tried = m_editor->policy();
    if (!tried.course)
        tried.course.emplace();
    if (!tried.storage)
        tried.storage.emplace();
    if (!tried.dumps)
        tried.dumps.emplace();
    if (!tried.dumpStorage)
        tried.dumpStorage.emplace();
    m_editor->setPolicy(tried);
    showOutcome();
}

void WhatIfDialog::propose()
{
    stop();
    m_list->clear();
    m_proposals.clear();
    m_stop->setEnabled(true);
    m_propose->setEnabled(false);
    m_list->setAccessibleDescription(tr("Changes are being looked for…"));
    const ProposalGoal goal = m_goals.value(m_goal->currentIndex());
    m_job = context().jobs.start<QList<PolicyProposal>>(
        tr("Look for changes that keep a promise"), {}, this,
        [policy = m_editor->policy(), goal, now = wallMinute(m_view.now),
         sizes = m_view.sizes](const CancelToken &cancel, const ProgressSink &) -> Result<QList<PolicyProposal>> {
            const QList<PolicyProposal> found = proposeChanges(policy, goal, now, sizes, cancel);
            if (cancel.isCancelled())
                return fail(ErrorKind::Cancelled, tr("Looking for changes was stopped."));
            return found;
        },
        [this, asked = ++m_asked](const Result<QList<PolicyProposal>> &found) {
            if (asked == m_asked)
                showProposals(found);
        });
}

void WhatIfDialog::stop()
{
    if (m_job != 0)
        context().jobs.cancel(std::exchange(m_job, 0));
}

void WhatIfDialog::showProposals(const Result<QList<PolicyProposal>> &proposals)
{
    m_job = 0;
    m_propose->setEnabled(true);
    m_stop->setEnabled(false);
    m_list->setAccessibleDescription({});
    if (!proposals) {
        if (proposals.error().kind == ErrorKind::Cancelled)
            context().say(tr("No more changes are looked for."));
        else
            showError(proposals.error());
        return;
    }
    m_proposals = *proposals;
    for (const PolicyProposal &proposal : std::as_const(m_proposals))
        m_list->addItem(proposal.reason);
    if (m_proposals.isEmpty()) {
        context().say(tr("No change of one figure or two keeps this promise, or a figure is missing."));
        m_list->setAccessibleDescription(tr("No change of one figure or two keeps this promise."));
        return;
    }
    context().say(tr("%n changes would keep the promise; choose one to see it.", nullptr, int(m_proposals.size())));
}

void WhatIfDialog::takeProposal(int row)
{
    if (row < 0 || row >= m_proposals.size())
        return;
    m_editor->setPolicy(m_proposals.at(row).policy);
    showOutcome();
}

} // namespace Nightkeep
