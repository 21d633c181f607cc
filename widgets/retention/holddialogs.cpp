// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/holddialogs.h"

#include "models/base/bytepath.h"
#include "models/retention/retentionservice.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int holdReviewDays = 90; // what is offered

} // namespace

HoldDialog::HoldDialog(const QString &site, const QMap<qint64, QString> &courses, const QDate &today,
                       QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_site(site)
    , m_courses(courses)
    , m_course(new QComboBox(this))
    , m_reason(new QLineEdit(this))
    , m_by(new QLineEdit(settings.value(QStringLiteral("decisions/who")).toString(), this))
    , m_review(new QDateEdit(today.addDays(holdReviewDays), this))
{
    setObjectName(QStringLiteral("holdDialog"));
    setWindowTitle(tr("Hold a course or a case"));
    m_course->setObjectName(QStringLiteral("holdCourse"));
    m_course->addItem(tr("a case that names no course: it may be any"), qint64(0));
    QList<QPair<QString, qint64>> byName;
    for (auto course = courses.cbegin(); course != courses.cend(); ++course)
        byName.append({visibleText(course.value()), course.key()});
    std::sort(byName.begin(), byName.end());
    for (const auto &[name, number] : std::as_const(byName))
        m_course->addItem(name, number);
    m_course->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_course->setMinimumContentsLength(24);
    m_reason->setObjectName(QStringLiteral("holdReason"));
    m_reason->setMaxLength(500);
    m_reason->setPlaceholderText(tr("The dispute's own reference, and no student's name"));
    m_by->setObjectName(QStringLiteral("holdBy"));
    m_by->setMaxLength(200);
    m_review->setObjectName(QStringLiteral("holdReview"));
    m_review->setCalendarPopup(true);
    m_review->setMinimumDate(today);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(tr("Hold it"));
    m_ok->setObjectName(QStringLiteral("holdOk"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("holdCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("What is held:"), m_course);
    form->addRow(tr("Reason:"), m_reason);
    form->addRow(tr("By:"), m_by);
    form->addRow(tr("Looked at again on:"), m_review);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(this,
                                 tr("Before deletion says no to a course that is held, and a promise by which its "
                                    "copies should be gone is suspended. The storage manager is not asked: the text "
                                    "of the request to its team stands ready afterwards, under Holds.")));
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(m_reason, &QLineEdit::textChanged, this, &HoldDialog::updateParts);
    connect(m_by, &QLineEdit::textChanged, this, &HoldDialog::updateParts);
    m_reason->setFocus();
    rememberGeometry(this, settings, 80, 16);
    updateParts();
}

void HoldDialog::updateParts()
{
    m_ok->setEnabled(!m_reason->text().trimmed().isEmpty() && !m_by->text().trimmed().isEmpty());
}

LegalHold HoldDialog::hold() const
{
    LegalHold hold;
    hold.site = m_site;
    hold.course = m_course->currentData().toLongLong();
    hold.shortName = m_courses.value(hold.course);
    hold.reason = m_reason->text().trimmed();
    hold.by = m_by->text().trimmed();
    hold.reviewOn = m_review->date();
    return hold;
}

HoldsDialog::HoldsDialog(const PageContext &context, const QList<LegalHold> &holds, const QList<RetentionView> &views,
                         bool writable, QWidget *parent)
    : TableDialog(context, QStringLiteral("holds"), QStringLiteral("holds.csv"), parent)
    , m_model(new ColumnTable(holdsDescription(), this))
    , m_views(views)
    , m_writable(writable)
    , m_end(addButton(QStringLiteral("holdsEnd"), tr("End the hold…")))
    , m_request(addButton(QStringLiteral("holdsRequest"), tr("Copy the request")))
{
    setWindowTitle(tr("Legal holds"));
    setModel(m_model, tr("Nothing is held, and nothing ever was."));
    content()->addWidget(table(), 1);
    m_request->setToolTip(tr("What the storage team is asked for, as text; nothing is sent"));
    connect(table(), &DataTable::currentKeyChanged, this, &HoldsDialog::updateActions);
    connect(m_request, &QPushButton::clicked, this, &HoldsDialog::copyRequest);
    connect(m_end, &QPushButton::clicked, this, [this] {
        if (!chosen())
            return;
        const LegalHold wanted = *chosen();
        accept();
        emit endWanted(wanted);
    });
    m_model->setRows(holds, now());
    const auto count = std::count_if(holds.cbegin(), holds.cend(), [](const LegalHold &each) { return each.holds(); });
    const bool isLate = std::any_of(holds.cbegin(), holds.cend(), [this](const LegalHold &each) {
        return each.holds() && each.reviewOn < now().date();
    });
    if (count == 0)
        setAnswer(State::Good, tr("Nothing is held."));
    else
        setAnswer(isLate ? State::Attention : State::Good, tr("%n holds stand.", nullptr, int(count)),
                  isLate ? tr("One should have been looked at again by now.") : QString());
    begin(120, 24);
    table()->selectFirst();
    updateActions();
}

const LegalHold *HoldsDialog::chosen() const
{
    return m_model->find(table()->currentKey());
}

/// Of a hold that names no site, where there is one alone.
const RetentionView *HoldsDialog::siteOf(const LegalHold &hold) const
{
    if (hold.site.isEmpty())
        return m_views.size() == 1 ? &m_views.constFirst() : nullptr;
    const auto found = std::find_if(m_views.cbegin(), m_views.cend(),
                                    [&hold](const RetentionView &each) { return each.site.name == hold.site; });
    return found == m_views.cend() ? nullptr : &*found;
}

void HoldsDialog::updateActions()
{
    const LegalHold *hold = chosen();
    enableWriting(m_end, m_writable, hold && hold->holds());
    m_request->setEnabled(hold && hold->holds() && siteOf(*hold));
}

void HoldsDialog::copyRequest()
{
    const LegalHold *hold = chosen();
    const RetentionView *site = hold ? siteOf(*hold) : nullptr;
    if (!site)
        return;
    QGuiApplication::clipboard()->setText(RetentionService::holdRequest(*hold, *site));
    context().say(tr("The request was copied; it is sent by you."));
}

} // namespace Nightkeep
