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

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

struct WhatIfReckoned
{
    PolicyOutcome before;
    PolicyOutcome after;
    NightPicture nights;
};

/// By the rules of a policy alone.
NightPicture whatIfNights(const RetentionView &view, const RetentionPolicy &policy, int nights)
{
    RetentionView changed = view;
    const WallMinute now = wallMinute(view.now);
    changed.policy = policy;
    changed.data.isKnown = view.data.isKnown || policy.storage; // what is tried is known, to see what it would give
    changed.dumpFolder.isKnown = view.dumpFolder.isKnown || policy.dumpStorage;
    changed.data.rules = policy.storage;
    changed.dumpFolder.rules = policy.dumpStorage;
    changed.courses = policy.course ? playCourse(*policy.course, policy.storage, now) : QList<RestorePoint>();
    changed.dumps = policy.dumps ? playDumps(*policy.dumps, policy.dumpStorage, now) : QList<RestorePoint>();
    NightPicture picture;
    picture.last = view.nights.last;
    picture.first = picture.last.addDays(1 - nights);
    picture.rows = idealNights(changed, picture.first);
    for (NightRow &row : picture.rows) {
        const auto shown = std::find_if(view.nights.rows.cbegin(), view.nights.rows.cend(),
                                        [&row](const NightRow &each) { return each.key == row.key; });
        row.promised = shown == view.nights.rows.cend() ? 0 : shown->promised;
    }
    return picture;
}

bool isWhatIfWhole(const RetentionPolicy &policy)
{
    return policy.course && policy.storage && policy.dumps && policy.dumpStorage;
}

} // namespace

bool isProposedFor(const Promise &promise)
{
    return promise.side == PromiseSide::AtLeast
        && (promise.subject == PromiseSubject::CourseNights || promise.subject == PromiseSubject::DataAndDumps);
}

WhatIfDialog::WhatIfDialog(const PageContext &context, const RetentionView &view, QWidget *parent)
    : TableDialog(context, QStringLiteral("whatIf"), QStringLiteral("what-if.csv"), parent)
    , m_view(view)
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
    findChild<QPushButton *>(QStringLiteral("whatIfClose"))->setAutoDefault(false); // Enter ends a figure
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &WhatIfDialog::showOutcome);
    connect(m_editor, &PolicyEditor::policyChanged, this, [this] { m_soon.start(0); });
    connect(m_strip, &NightStrip::nightsWanted, this, &WhatIfDialog::showOutcome);
    connect(m_propose, &QPushButton::clicked, this, &WhatIfDialog::propose);
    connect(m_stop, &QPushButton::clicked, this, &WhatIfDialog::stop);
    connect(m_reset, &QPushButton::clicked, this, &WhatIfDialog::reset);
    connect(m_assume, &QPushButton::clicked, this, &WhatIfDialog::assume);
    fillGoals();
    begin(150, 44);
    setAnswer(State::Working, tr("Reckoning what the figures give…"));
    reset();
}

WhatIfDialog::~WhatIfDialog()
{
    stop();
    stopReckoning();
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
    const auto daysOf = [this](PromiseSubject subject) {
        int days = 60;
        for (const PromiseVerdict &verdict : std::as_const(m_view.promises)) {
            const Promise &promise = verdict.promise;
            if (promise.subject == subject && isProposedFor(promise) && promise.figure
                && promise.unit == PromiseUnit::Days && promise.category.isEmpty())
                days = *promise.figure;
        }
        return days;
    };
    const int courses = daysOf(PromiseSubject::CourseNights);
    const int dumps = daysOf(PromiseSubject::DataAndDumps);
    m_goals = {{false, courses, courses}, {true, dumps, dumps}};
    m_goal->addItem(tr("each of the last %n nights, of every course", nullptr, courses));
    m_goal->addItem(tr("each of the last %n nights, of the database", nullptr, dumps));
}

void WhatIfDialog::chooseGoal(bool dumps)
{
    m_goal->setCurrentIndex(dumps ? 1 : 0); // as m_goals has them
}

QStringList WhatIfDialog::fields() const
{
    return policyChanges(m_view.policy, policy());
}

const RetentionPolicy &WhatIfDialog::policy() const
{
    return m_editor->policy();
}

void WhatIfDialog::stopReckoning()
{
    m_soon.stop();
    ++m_moved;
    if (m_reckoning != 0)
        context().jobs.cancel(std::exchange(m_reckoning, 0));
}

void WhatIfDialog::showOutcome()
{
    stopReckoning();
    const RetentionPolicy &moved = m_editor->policy();
    m_assume->setVisible(!isWhatIfWhole(moved));
    m_reset->setEnabled(moved != m_view.policy);
    m_reckoning = context().jobs.look<WhatIfReckoned>(
        tr("Reckon what the figures give"), {}, this,
        [view = m_view, moved, nights = m_strip->nights()](const CancelToken &cancel,
                                                           const ProgressSink &) -> Result<WhatIfReckoned> {
            const WallMinute now = wallMinute(view.now);
            WhatIfReckoned reckoned {outcomeOf(view.policy, now, view.sizes), outcomeOf(moved, now, view.sizes), {}};
            if (cancel.isCancelled())
                return fail(ErrorKind::Cancelled, tr("The figures were moved on."));
            reckoned.nights = whatIfNights(view, moved, nights);
            return reckoned;
        },
        [this, asked = m_moved, moved](const Result<WhatIfReckoned> &reckoned) {
            if (asked != m_moved)
                return;
            m_reckoning = 0;
            if (!reckoned) {
                showError(reckoned.error());
                return;
            }
            m_model->setRows(outcomeLines(reckoned->before, reckoned->after));
            m_strip->setPicture(reckoned->nights);
            const PageAnswer answer = outcomeAnswer(reckoned->before, reckoned->after);
            setAnswer(answer.state, answer.sentence, policyChanges(m_view.policy, moved).join(QStringLiteral("; ")));
        });
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
    const RetentionPolicy policy = m_editor->policy();
    const ProposalGoal goal = m_goals.value(m_goal->currentIndex());
    m_job = context().jobs.start<QList<PolicyProposal>>(
        tr("Look for changes that keep a promise"), {}, this,
        [policy, goal, now = wallMinute(m_view.now),
         sizes = m_view.sizes](const CancelToken &cancel, const ProgressSink &) -> Result<QList<PolicyProposal>> {
            const QList<PolicyProposal> found = proposeChanges(policy, goal, now, sizes, cancel);
            if (cancel.isCancelled())
                return fail(ErrorKind::Cancelled, tr("Looking for changes was stopped."));
            return found;
        },
        [this, asked = ++m_asked, policy, goal](const Result<QList<PolicyProposal>> &found) {
            if (asked == m_asked)
                showProposals(found, policy, goal);
        });
}

void WhatIfDialog::stop()
{
    if (m_job != 0)
        context().jobs.cancel(std::exchange(m_job, 0));
}

void WhatIfDialog::showProposals(const Result<QList<PolicyProposal>> &proposals, const RetentionPolicy &policy,
                                 const ProposalGoal &goal)
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
        showNoProposal(policy, goal);
        return;
    }
    context().say(tr("%n changes would keep the promise; choose one to see it.", nullptr, int(m_proposals.size())));
}

/// Why there is none, in the place of a proposal.
void WhatIfDialog::showNoProposal(const RetentionPolicy &policy, const ProposalGoal &goal)
{
    const PolicyOutcome outcome = outcomeOf(policy, wallMinute(m_view.now), m_view.sizes, goal.days);
    const int nights = goal.dumps ? outcome.dumpNights : outcome.courseNights;
    const QString why = nights < 0 ? tr("A figure is missing: whether this is kept is not known.")
        : nights >= goal.nights    ? tr("It is kept already: no change is needed.")
                                   : tr("No change of one figure or two keeps this promise.");
    auto *item = new QListWidgetItem(why, m_list);
    item->setFlags(Qt::ItemIsEnabled);
    m_list->setAccessibleDescription(why);
    context().say(why);
}

void WhatIfDialog::takeProposal(int row)
{
    if (row < 0 || row >= m_proposals.size())
        return;
    m_editor->setPolicy(m_proposals.at(row).policy);
    showOutcome();
}

} // namespace Nightkeep
