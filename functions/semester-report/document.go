package main

import (
	"fmt"
	"slices"

	"simpul/lib/config"
	"simpul/lib/paper"
	"simpul/lib/report"
	"simpul/lib/report/form"
	"simpul/lib/report/post"
	"simpul/lib/report/print"
	"simpul/lib/report/sheet"
)

// formats are the forms of a report, the one for people first.
var formats = []string{"pdf", "xlsx", "json"}

var types = map[string]string{
	"pdf": "application/pdf", "json": "application/json",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// file makes one form of a report; "" is PDF.
func (r *reporter) file(f report.Figures, format string) (post.File, error) {
	if format == "" {
		format = formats[0]
	}
	figures, err := f.JSON()
	if err != nil {
		return post.File{}, err
	}
	made := post.File{Name: name(f) + "." + format, Type: types[format], Content: figures}
	if format == "json" {
		return made, nil
	}
	template, office, err := r.paper()
	if err != nil {
		return post.File{}, err
	}
	laid := template.Lay(f, report.Digest(figures), form.Texts{Recipient: r.settings.Recipient, Semester: r.semester(f.Period.Name)})
	if format == "xlsx" {
		made.Content, err = sheet.XLSX(laid)
	} else {
		made.Content, err = print.PDF(laid, office)
	}
	return made, err
}

func name(f report.Figures) string {
	if f.Period.Preliminary {
		return "laporan-sementara-" + fileName(f.Period.Name)
	}
	return "laporan-" + fileName(f.Period.Name)
}

// semester is what people wrote about a period, nothing if they did not.
func (r *reporter) semester(name string) config.Semester {
	if i := slices.IndexFunc(r.settings.Semesters, func(s config.Semester) bool { return s.Period == name }); i >= 0 {
		return r.settings.Semesters[i]
	}
	return config.Semester{}
}

// paper reads template and logo, which may change without a restart.
func (r *reporter) paper() (form.Template, print.Office, error) {
	template := form.Shipped()
	if file := r.settings.TemplateFile; file != "" {
		text, err := r.secrets.Read(file)
		if err != nil {
			return form.Template{}, print.Office{}, fmt.Errorf("report: template_file: %w", err)
		}
		if template, err = form.Parse([]byte(text.Reveal())); err != nil {
			return form.Template{}, print.Office{}, fmt.Errorf("report: template_file: %w", err)
		}
	}
	office := print.Office{Letterhead: r.settings.Letterhead, Place: r.settings.Place, Signer: r.settings.Signer}
	if file := r.settings.LogoFile; file != "" {
		logo, err := r.secrets.Read(file)
		if err == nil {
			office.Logo = []byte(logo.Reveal())
			err = paper.CheckLogo(office.Logo)
		}
		if err != nil {
			return form.Template{}, print.Office{}, fmt.Errorf("report: logo_file: %w", err)
		}
	}
	return template, office, nil
}
