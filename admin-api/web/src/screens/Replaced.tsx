import { Page } from '../parts/Page'
import { useWords } from '../words'

/** Another window of the same volunteer has the say now. */
export function Replaced({ onHere }: { onHere: () => void }) {
  const words = useWords()
  return (
    <Page title={words.replaced.title} lead={words.replaced.lead} narrow>
      <button type="button" className="primary" onClick={onHere}>
        {words.replaced.here}
      </button>
    </Page>
  )
}
