// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/agreedvaluedialog.h"

#include "models/settings/settingsview.h"
#include "models/storage/decisionfield.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QString agreedWhoKey()
{
    return QStringLiteral("decisions/who");
}

} // namespace

QString whoAgreedLast(const QSettings &settings)
{
    return settings.value(agreedWhoKey()).toString();
}

std::optional<AgreedSetting> agreedOf(const SettingRow &row)
{
    return row.agreed ? std::optional(AgreedSetting {*row.agreed, row.agreedOn, row.agreedBy}) : std::nullopt;
}

AgreedValueDialog::AgreedValueDialog(const SettingRow &row, const QDate &today, QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_row(row)
    , m_settings(settings)
    , m_error(new ErrorBanner(this))
    , m_adopt(new QRadioButton(tr("The &live value"), this))
    , m_other(new QRadioButton(tr("Ano&ther value"), this))
    , m_value(new QComboBox(this))
    , m_on(new QDateEdit(today, this))
    , m_by(new QLineEdit(whoAgreedLast(settings), this))
{
    setObjectName(QStringLiteral("agreedValueDialog"));
    setWindowTitle(tr("Agree on %1", "an option").arg(row.option.title));
    m_adopt->setObjectName(QStringLiteral("agreedAdopt"));
    m_other->setObjectName(QStringLiteral("agreedOther"));
    m_on->setObjectName(QStringLiteral("agreedOn"));
    m_on->setCalendarPopup(true);
    m_on->setDateRange(QDate(FirstAgreementYear, 1, 1), today);
    m_by->setObjectName(QStringLiteral("agreedBy"));
    m_by->setPlaceholderText(tr("names of people"));
    m_by->setMaxLength(int(LongestAgreementName));
    addValues();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Note what is agreed"));
    buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("agreedAccept"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("agreedReject"));
    connect(buttons, &QDialogButtonBox::accepted, this, &AgreedValueDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("In Moodle:"), plainLabel(this, row.valueInWords));
    form->addRow(tr("Agreed so far:"), plainLabel(this, row.agreed ? row.agreedInWords : tr("nothing")));
    form->addRow(m_adopt);
    form->addRow(m_other, m_value);
    form->addRow(tr("Agreed &on:"), m_on);
    form->addRow(tr("&Who agreed:"), m_by);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_error);
    layout->addWidget(plainLabel(this, row.option.notes));
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    rememberGeometry(this, settings, 80, 16);
}

void AgreedValueDialog::addValues()
{
    const BackupOption &option = m_row.option;
    const QString live = effective(m_row);
    const bool isKnown = m_row.state != SettingState::Unknown && isValidForOption(option, live);
    const bool adopts = isKnown && m_row.agreed != live;
    m_adopt->setEnabled(isKnown);
    if (!isKnown)
        m_adopt->setToolTip(tr("What Moodle has is not known, or makes no sense."));
    m_adopt->setChecked(adopts);
    m_other->setChecked(!adopts);
    m_value->setObjectName(QStringLiteral("agreedValue"));
    m_value->setAccessibleName(tr("Agreed value of %1").arg(option.title));
    for (const QString &stored : option.choices)
        m_value->addItem(optionInWords(option, stored), stored);
    // Of these kinds more is valid than the form offers.
    if (option.choices.isEmpty() || option.kind == OptionKind::Keep || option.kind == OptionKind::Days
        || option.kind == OptionKind::Minute) {
        m_value->setEditable(true);
        m_value->setInsertPolicy(QComboBox::NoInsert);
        m_value->setCompleter(nullptr);
    }
    const QString begins = m_row.agreed.value_or(isKnown ? live : option.whenMissing);
    if (m_value->findData(begins) < 0)
        m_value->addItem(optionInWords(option, begins), begins);
    m_value->setCurrentIndex(m_value->findData(begins));
    if (m_value->isEditable())
        m_value->lineEdit()->selectAll(); // what is typed takes its place
    const auto choose = [this] { m_other->setChecked(true); };
    connect(m_value, &QComboBox::activated, this, choose);
    connect(m_value, &QComboBox::editTextChanged, this, choose);
}

std::optional<QString> AgreedValueDialog::chosenValue() const
{
    if (m_adopt->isChecked())
        return effective(m_row);
    const int item = m_value->findText(m_value->currentText()); // exactly
    if (item >= 0)
        return m_value->itemData(item).toString();
    return optionFromWords(m_row.option, m_value->currentText());
}

AgreedSetting AgreedValueDialog::agreed() const
{
    return {m_chosen, m_on->date(), m_by->text().trimmed()};
}

void AgreedValueDialog::accept()
{
    const std::optional<QString> value = chosenValue();
    if (!value || !isValidForOption(m_row.option, *value)) {
        m_error->showError({ErrorKind::BadInput,
                            tr("\"%1\" makes no sense for %2.").arg(m_value->currentText(), m_row.option.title),
                            m_row.option.notes});
        return;
    }
    m_chosen = *value;
    if (const QString who = m_by->text().trimmed(); !who.isEmpty())
        m_settings.setValue(agreedWhoKey(), who);
    QDialog::accept();
}

} // namespace Nightkeep
