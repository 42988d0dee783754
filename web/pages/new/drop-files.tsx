import { useRef, useState } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { newTexts } from './new-texts.ts';
import { readFile, type ReadFile } from './read-file.ts';

interface DropFilesProps {
  readonly files: readonly ReadFile[];
  readonly onChange: (files: readonly ReadFile[]) => void;
}

/** Files are read here in the browser; what cannot be read says so in its line and is not sent. */
export function DropFiles({ files, onChange }: DropFilesProps) {
  const texts = useTexts(newTexts);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = async (list: FileList | null): Promise<void> => {
    onChange([...files, ...(await Promise.all([...(list ?? [])].map(readFile)))]);
  };
  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void take(event.dataTransfer.files);
      }}
    >
      <p className="soft">{texts.drop}</p>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {texts.choose}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".txt,.md,.html,.htm,.docx,.jsonl,.ndjson"
        onChange={(event) => {
          void take(event.target.files);
          event.target.value = '';
        }}
      />
      {files.length > 0 ? (
        <ul className="files" aria-label={texts.files}>
          {files.map((file, index) => (
            <FileLine
              key={`${file.name} ${String(index)}`}
              file={file}
              onRemove={() => {
                onChange(files.filter((one) => one !== file));
              }}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function FileLine({ file, onRemove }: { readonly file: ReadFile; readonly onRemove: () => void }) {
  const texts = useTexts(newTexts);
  const { name, lines, count, fault } = file;
  return (
    <li>
      <bdi className="cut">{name}</bdi>
      {fault === null ? (
        <span className="soft small">
          {lines.length > 1 ? `${texts.articles(lines.length)} · ` : ''}
          {texts.sentences(count.sentences)}
        </span>
      ) : (
        <span className="error-text" role="alert">
          {texts[fault]}
        </span>
      )}
      <button
        type="button"
        className="button quiet square"
        aria-label={texts.remove(name)}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
