// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/meeting/meetingdecisiondialog.h"

#include "models/base/bytepath.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/storage/figurespinbox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QString meetingPeopleKey()
{
    return QStringLiteral("meeting/people");
}

bool meetingAsksFor(DecisionSubject question, Figure figure)
{
    const bool isOfArchive = figure == Figure::TimesAYear || figure == Figure::KeepYears;
    return question != DecisionSubject::Wanted && isOfArchive == (question == DecisionSubject::Archive);
}

} // namespace

MeetingDecisionDialog::MeetingDecisionDialog(const AgendaItem &item, const AgendaSubject &subject, const QDate &today,
                                             QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_item(item)
    , m_subject(subject)
    , m_settings(settings)
    , m_error(new ErrorBanner(this))
    , m_text(new QLineEdit(this))
    , m_on(new QDateEdit(today, this))
    , m_people(new QLineEdit(settings.value(meetingPeopleKey()).toString(), this))
    , m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("meetingDecisionDialog"));
    setWindowTitle(tr("Record a decision"));
    auto *layout = new QVBoxLayout(this);
    QLabel *title = plainLabel(this, visibleLines(item.title));
    title->setObjectName(QStringLiteral("meetingDecisionItem"));
    layout->addWidget(title);
    layout->addWidget(m_error);
    buildFields(today);
    auto *form = new QFormLayout;
    form->addRow(tr("What was &decided"), m_text);
    buildFigure(form);
    form->addRow(tr("&On"), m_on);
    form->addRow(tr("&By whom"), m_people);
    form->addRow(tr("&Reason"), m_reason);
    layout->addLayout(form);
    layout->addStretch(1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("Record"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("meetingDecisionAccept"));
    m_accept->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("meetingDecisionCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &MeetingDecisionDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    connect(m_text, &QLineEdit::textChanged, this, &MeetingDecisionDialog::updateAccept);
    connect(m_people, &QLineEdit::textChanged, this, &MeetingDecisionDialog::updateAccept);
    updateAccept();
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    m_text->setFocus();
}

void MeetingDecisionDialog::buildFields(const QDate &today)
{
    m_text->setObjectName(QStringLiteral("meetingDecisionText"));
    m_text->setPlaceholderText(tr("A sentence for the minutes"));
    m_on->setObjectName(QStringLiteral("meetingDecisionOn"));
    m_on->setCalendarPopup(true);
    m_on->setDateRange(QDate(FirstAgreementYear, 1, 1), today);
    m_people->setObjectName(QStringLiteral("meetingDecisionPeople"));
    m_people->setPlaceholderText(tr("Names, with commas between them"));
    m_reason->setObjectName(QStringLiteral("meetingDecisionReason"));
}

void MeetingDecisionDialog::buildFigure(QFormLayout *form)
{
    if (!m_subject.hasFigure())
        return;
    m_agrees = new QCheckBox(tr("With this it is &agreed"), this);
    m_agrees->setObjectName(QStringLiteral("meetingDecisionAgrees"));
    m_agrees->setToolTip(tr("Without it the decision is recorded, and what is agreed stays as it is"));
    m_agrees->setChecked(true);
    form->addRow(m_agrees);
    if (m_subject.promise)
        addPromiseEditor(form);
    else if (m_subject.server)
        addServerEditors(form);
    else
        addOptionEditor(form);
    connect(m_agrees, &QCheckBox::toggled, this, [this](bool agrees) {
        for (QWidget *editor : std::as_const(m_editors))
            editor->setEnabled(agrees);
    });
}

void MeetingDecisionDialog::addEditor(QFormLayout *form, const QString &label, QWidget *editor)
{
    m_editors << editor;
    form->addRow(label, editor);
}

void MeetingDecisionDialog::addPromiseEditor(QFormLayout *form)
{
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    m_number = new QSpinBox(both);
    m_number->setObjectName(QStringLiteral("meetingFigure"));
    m_number->setAccessibleName(tr("The figure that is agreed"));
    m_number->setRange(0, 36500);
    m_number->setSpecialValueText(tr("no figure yet"));
    m_number->setValue(m_subject.promise->figure.value_or(0));
    m_unit = new QComboBox(both);
    m_unit->setObjectName(QStringLiteral("meetingUnit"));
    m_unit->setAccessibleName(tr("The figure's unit"));
    for (const Name<PromiseUnit> &unit : Names<PromiseUnit>)
        m_unit->addItem(promiseUnitWord(unit.value), QString::fromLatin1(unit.word));
    m_unit->setCurrentIndex(m_unit->findData(nameOf(m_subject.promise->unit)));
    row->addWidget(m_number, 1);
    row->addWidget(m_unit);
    both->setFocusProxy(m_number); // for the label's key
    addEditor(form, tr("&Figure"), both);
}

void MeetingDecisionDialog::addServerEditors(QFormLayout *form)
{
    for (const Figure figure : allFigures()) {
        if (!meetingAsksFor(m_subject.question, figure))
            continue;
        auto *spin = new FigureSpinBox(figure, this);
        spin->setDecided(figureOf(std::as_const(m_subject.server->decisions), figure));
        m_figures << spin;
        addEditor(form, figureTitle(figure), spin);
    }
}

void MeetingDecisionDialog::addOptionEditor(QFormLayout *form)
{
    m_value = new QComboBox(this);
    m_value->setObjectName(QStringLiteral("meetingValue"));
    m_value->setAccessibleName(tr("The value that is agreed"));
    m_value->setEditable(true);
    for (const QString &choice : m_subject.option->option.choices)
        m_value->addItem(optionInWords(m_subject.option->option, choice));
    m_value->lineEdit()->setObjectName(QStringLiteral("meetingValueEdit"));
    m_value->setCurrentText(figureText(m_subject));
    addEditor(form, tr("&Value"), m_value);
}

QString MeetingDecisionDialog::figure() const
{
    if (m_number)
        return QString::number(m_number->value()) + u' ' + m_unit->currentData().toString();
    if (m_value)
        return m_value->currentText();
    QStringList parts;
    for (const FigureSpinBox *spin : m_figures) {
        const std::optional<int> value = spin->decided();
        parts << figureKey(spin->figure()) + u'='
                + (!value           ? QString()
                       : *value < 0 ? QStringLiteral("nolimit")
                                    : QString::number(*value));
    }
    return parts.join(u' ');
}

void MeetingDecisionDialog::updateAccept()
{
    m_accept->setEnabled(!m_text->text().trimmed().isEmpty() && !m_people->text().trimmed().isEmpty());
}

void MeetingDecisionDialog::accept()
{
    m_error->clear();
    m_decision = {};
    m_decision.item = m_item.key;
    m_decision.title = m_item.title;
    m_decision.object = m_item.object;
    m_decision.on = m_on->date();
    m_decision.people = m_people->text().trimmed();
    m_decision.text = m_text->text().trimmed();
    m_decision.reason = m_reason->text().trimmed();
    m_change = {};
    const bool agrees = m_agrees && m_agrees->isChecked();
    if (agrees && m_value && m_value->currentText().trimmed().isEmpty()) { // which would agree what stands there
        m_error->showError(Error {ErrorKind::BadInput, tr("No value is given that could be agreed."),
                                  tr("Give one, or record the decision without it.")});
        return;
    }
    if (agrees) {
        const Result<MeetingService::Change> change = changeOf(m_subject, figure(), m_decision);
        if (!change) {
            m_error->showError(change.error());
            return;
        }
        m_change = *change;
    }
    m_settings.setValue(meetingPeopleKey(), m_decision.people);
    QDialog::accept();
}

} // namespace Nightkeep
