// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/storage/agreementedit.h"

#include "widgets/common/plainlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace Nightkeep {

namespace {

constexpr int AsTheyAre = -1; // beside the states

} // namespace

AgreementEdit::AgreementEdit(DecisionSubject subject, const QDate &today, const QString &who, QWidget *parent)
    : AgreementEdit(subjectKey(subject), subjectTitle(subject), today, who, parent)
{
}

AgreementEdit::AgreementEdit(const QString &key, const QString &what, const QDate &today, const QString &who,
                             QWidget *parent)
    : QWidget(parent)
    , m_today(today)
    , m_who(who)
    , m_state(new QComboBox(this))
    , m_hasDate(new QCheckBox(this))
    , m_date(new QDateEdit(today, this))
    , m_by(new QLineEdit(this))
    , m_note(new QLineEdit(this))
{
    m_state->setObjectName(key + QStringLiteral("State"));
    m_state->setAccessibleName(tr("Whether it is agreed: %1").arg(what));
    m_state->addItem(tr("not said"), int(Agreement::State::Unsaid));
    m_state->addItem(tr("to be agreed"), int(Agreement::State::ToBeAgreed));
    m_state->addItem(tr("agreed"), int(Agreement::State::Agreed));
    m_hasDate->setObjectName(key + QStringLiteral("HasDate"));
    m_hasDate->setAccessibleName(tr("Whether there is a day"));
    m_date->setObjectName(key + QStringLiteral("Date"));
    m_date->setAccessibleName(tr("Day"));
    m_date->setCalendarPopup(true);
    m_date->setDateRange(QDate(FirstAgreementYear, 1, 1), QDate(LastAgreementYear, 12, 31));
    m_by->setObjectName(key + QStringLiteral("By"));
    m_by->setAccessibleName(tr("Who"));
    m_by->setPlaceholderText(tr("Who"));
    m_by->setMaxLength(int(LongestAgreementName));
    m_note->setObjectName(key + QStringLiteral("Note"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("Note"));
    m_note->setMaxLength(int(LongestAgreementNote));

    auto *title = plainLabel(this, tr("Agreement:"));
    title->setBuddy(m_state);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(title);
    layout->addWidget(m_state);
    layout->addWidget(m_hasDate);
    layout->addWidget(m_date);
    layout->addWidget(m_by, 2);
    layout->addWidget(m_note, 3);
    connect(m_state, &QComboBox::currentIndexChanged, this, &AgreementEdit::chooseState);
    connect(m_hasDate, &QCheckBox::toggled, this, &AgreementEdit::updateParts);
    connect(m_date, &QDateEdit::dateChanged, this, &AgreementEdit::changed);
    connect(m_by, &QLineEdit::textChanged, this, &AgreementEdit::changed);
    connect(m_note, &QLineEdit::textChanged, this, &AgreementEdit::changed);
    updateParts();
}

void AgreementEdit::focusInEvent(QFocusEvent *event)
{
    m_state->setFocus(event->reason());
}

void AgreementEdit::setAgreement(const Agreement &agreement)
{
    {
        const QSignalBlocker quiet(m_state); // nothing is to be offered: this is what was said
        m_state->setCurrentIndex(m_state->findData(int(agreement.state)));
    }
    m_hasDate->setChecked(agreement.on.isValid());
    m_date->setDate(agreement.on.isValid() ? agreement.on : m_today);
    m_by->setText(agreement.by);
    m_note->setText(agreement.note);
    m_stored = agreement;
    m_shown = typed();
    updateParts();
}

void AgreementEdit::setMixed()
{
    if (m_state->findData(AsTheyAre) < 0)
        m_state->insertItem(0, tr("as they are"), AsTheyAre);
    m_state->setCurrentIndex(m_state->findData(AsTheyAre));
}

std::optional<Agreement> AgreementEdit::agreement() const
{
    if (m_state->currentData().toInt() == AsTheyAre)
        return std::nullopt;
    const Agreement now = typed();
    return now == m_shown ? m_stored : now;
}

Agreement AgreementEdit::typed() const
{
    Agreement agreement;
    agreement.state = Agreement::State(m_state->currentData().toInt());
    if (agreement.state == Agreement::State::Unsaid)
        return agreement;
    if (m_hasDate->isChecked())
        agreement.on = m_date->date();
    agreement.by = m_by->text().trimmed();
    agreement.note = m_note->text().trimmed();
    return agreement;
}

void AgreementEdit::chooseState()
{
    const std::optional<Agreement> chosen = agreement();
    if (chosen && chosen->state != Agreement::State::Unsaid) {
        if (chosen->state == Agreement::State::Agreed && !m_hasDate->isChecked()) {
            m_date->setDate(m_today);
            m_hasDate->setChecked(true);
        }
        if (m_by->text().isEmpty())
            m_by->setText(m_who);
    }
    updateParts();
}

void AgreementEdit::updateParts()
{
    const std::optional<Agreement> chosen = agreement();
    const bool said = chosen && chosen->state != Agreement::State::Unsaid;
    const bool agreed = chosen && chosen->state == Agreement::State::Agreed;
    m_hasDate->setText(agreed ? tr("on") : tr("by"));
    m_hasDate->setEnabled(said);
    m_date->setEnabled(said && m_hasDate->isChecked());
    m_by->setEnabled(said);
    m_note->setEnabled(said);
    emit changed();
}

} // namespace Nightkeep
