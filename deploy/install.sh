#!/bin/sh
# install.sh FOLDER [only]: copies what runs into FOLDER and prints the name of each file that changed.
#
# A file is replaced by renaming, so that a program which runs keeps its own; one that is as it should
# be is not touched.  With "only", FOLDER holds nothing else afterwards.
set -eu
umask 022
root=$(dirname "$(dirname "$(readlink -f "$0")")")
built=${BUILD:-build}
case $built in /*) ;; *) built=$root/$built ;; esac
[ -d "$built/cgi-bin" ] || [ -d "$built/bin" ] || built=$root # an installed tree installs itself
mkdir -p "$1"
to=$(readlink -f "$1")
cd "$root"

# "MODE SOURCE NAME" of each file.
list() {
    for file in "$built"/cgi-bin/* "$built"/cron/* "$built"/bin/*; do
        if [ -f "$file" ] && [ -x "$file" ]; then
            printf '755\t%s\t%s\n' "$file" "${file#"$built"/}"
        fi
    done
    find templates htdocs sql/roles.sql sql/schema nginx deploy cron/crontab -type f \
        ! -name '.*' ! -name '*~' ! -name '*.sh' -printf '644\t%p\t%p\n'
    find htdocs deploy -type f -name '[!.]*.sh' -printf '755\t%p\t%p\n'
}

tab=$(printf '\t')
list | while IFS=$tab read -r mode source name; do
    if ! cmp -s "$source" "$to/$name"; then
        mkdir -p "$to/$(dirname "$name")"
        install -m "$mode" "$source" "$to/$name.new"
        mv -f "$to/$name.new" "$to/$name"
        printf '%s\n' "$name"
    fi
done

if [ "${2:-}" = only ]; then
    list | cut -f3 | sort >"$to/.files"
    (cd "$to" && find . -type f ! -name .files -printf '%P\n') | sort |
        comm -13 "$to/.files" - | while IFS= read -r name; do
        rm -f "$to/$name"
        printf '%s\n' "$name"
    done
fi
